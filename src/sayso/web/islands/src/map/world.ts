// The outlines of the world, a file of its own that only this page loads.
import { geoMercator, geoPath } from "d3-geo";
import type { FeatureCollection, Geometry } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-50m.json?url";
import { data } from "../lib/showing.ts";

export const WORLD = 960; // width of the whole world in units of its own; the height follows
export const projection = geoMercator().scale(WORLD / (2 * Math.PI)).translate([0, 0]);

export interface Label {
  name: string;
  at: [number, number]; // units
  wide: number;
}

type World = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

export interface Outlines {
  land: FeatureCollection | Geometry;
  borders: Geometry;
  countries: FeatureCollection<Geometry, { name: string }>;
}

export async function outlines(): Promise<Outlines> {
  const world = await data<World>(atlas);
  return {
    land: feature(world, world.objects.land),
    borders: mesh(world, world.objects.countries, (a, b) => a !== b),
    countries: feature(world, world.objects.countries),
  };
}

/** The names of countries, each in the middle of its largest piece; the widest first. */
export function labelled({ countries }: Outlines): Label[] {
  const path = geoPath(projection);
  const labels = countries.features.map(({ geometry, properties: { name } }) => {
    const pieces = geometry.type === "MultiPolygon"
      ? geometry.coordinates.map((coordinates) => ({ type: "Polygon" as const, coordinates }))
      : [geometry];
    const [largest] = pieces.sort((a, b) => path.area(b) - path.area(a)) as [Geometry];
    const [[west], [east]] = path.bounds(largest);
    return { name, at: path.centroid(largest), wide: east - west };
  });
  return labels.sort((a, b) => b.wide - a.wide);
}
