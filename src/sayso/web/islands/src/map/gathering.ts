// Places gathered into marks: those that would lie on one another become one with the sum of their events.

export type Precision = "exact" | "town" | "district" | "region" | "country" | "water";

export interface Spot {
  name: string;
  longitude: number;
  latitude: number;
  precision: Precision | null;
  country: string | null;
  events: number;
  types: [type: string, events: number][];
  address: string;
}

export interface Told {
  spots: Spot[];
  total: number;
  more: boolean;
}

export type Point = readonly [number, number];

export interface Placed {
  spot: Spot;
  at: Point; // pixels
}

export interface Mark {
  at: Point; // pixels, where most of its events are
  spots: Placed[]; // those with most events first
  events: number;
}

const APART = 42; // pixels between marks at least
const LEAST = 9; // pixels of radius
const MOST = 24;

/** Kilometres from the middle within which a place of this precision is meant. */
const WIDE: Readonly<Record<Precision, number>> = { exact: 0, town: 0, district: 25, water: 50, region: 90, country: 280 };

export function wide(precision: Precision | null): number {
  return precision === null ? 0 : WIDE[precision];
}

/** Marks that do not lie on one another; each takes in what is near to the place with most events. */
export function gathered(placed: readonly Placed[]): Mark[] {
  const marks: Mark[] = [];
  const cells = new Map<string, Mark[]>();
  for (const each of [...placed].sort((a, b) => b.spot.events - a.spot.events)) {
    const [x, y] = [Math.floor(each.at[0] / APART), Math.floor(each.at[1] / APART)];
    const near = around(x, y).flatMap((cell) => cells.get(cell) ?? []).find((mark) => distance(mark.at, each.at) < APART);
    if (near !== undefined) {
      near.spots.push(each);
      near.events += each.spot.events;
      continue;
    }
    const mark = { at: each.at, spots: [each], events: each.spot.events };
    marks.push(mark);
    cells.set(`${x} ${y}`, [...(cells.get(`${x} ${y}`) ?? []), mark]);
  }
  return marks;
}

function around(x: number, y: number): string[] {
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx} ${y + dy}`));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The radius of a mark in pixels: its area grows with its events, within what can be read and does not hide too much. */
export function radius(events: number, most: number): number {
  return LEAST + (MOST - LEAST) * Math.sqrt(events / Math.max(most, 20));
}

/** How a place is meant, in words. */
export function meant({ precision, country }: Spot): string {
  const what = { exact: "an exact place", town: "a town", district: "a district", region: "a region", country: "a whole country", water: "a river, lake or sea" };
  const told = precision === null ? "how wide is not told" : what[precision];
  return country === null || precision === "country" ? told : `${told} in ${country}`;
}

export function types(spots: readonly Placed[]): string {
  const counted = new Map<string, number>();
  for (const { spot } of spots) for (const [type, events] of spot.types) counted.set(type, (counted.get(type) ?? 0) + events);
  const ordered = [...counted].sort((a, b) => b[1] - a[1]).slice(0, 4);
  return ordered.map(([type, events]) => `${type.toLowerCase()} ${events}`).join(", ");
}
