import { drag } from "d3-drag";
import { geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { button, count, html, svg } from "../lib/elements.ts";
import { Tip } from "../lib/tip.ts";
import { read, type Area } from "./area.ts";
import { gathered, meant, radius, types, wide, type Mark, type Placed, type Point, type Told } from "./gathering.ts";
import { WORLD, labelled, projection, type Label, type Outlines } from "./world.ts";

/** What the reader of the map can choose. */
export interface Choices {
  area: (area: Area | undefined) => void;
  place: (address: string) => void;
  at: (at: string) => void;
}

const NORTH = 80; // degrees up to which it is drawn
const SOUTH = -58;
const CLOSEST = 400; // magnification
const FITTED = 24; // at which a single place is shown
const PAN = 80; // pixels of a step
const KM = WORLD / 40_075; // units of a kilometre at the equator
const STEP = 1.8;

/** Draws places, and tells what is chosen. */
export class WorldMap {
  private readonly ground = svg("svg", { class: "map-ground", tabindex: 0, role: "group" });
  private readonly land = svg("g", { class: "land" });
  private readonly names = svg("g", { class: "countries", "aria-hidden": "true" });
  private readonly discs = svg("g", { class: "discs" });
  private readonly marks = svg("g", { class: "marks" });
  private readonly box = svg("rect", { class: "area" });
  private readonly drawn = html("div", { class: "map-drawn" });
  private readonly drawing: HTMLButtonElement;
  private readonly tip: Tip;
  private readonly zooming = zoom<SVGSVGElement, unknown>().scaleExtent([1, CLOSEST]);
  private readonly countries: readonly Label[];
  private told: Told = { spots: [], total: 0, more: false };
  private area: Area | undefined;
  private transform: ZoomTransform = zoomIdentity;
  private size: Point = [0, 0];
  private whole = 1; // pixels of a unit where the map is not magnified
  private still = 0; // a timer: when the map has come to rest
  private before: { at: string | null; told: Told } | undefined;

  constructor(section: HTMLElement, world: Outlines, private readonly choices: Choices) {
    const path = geoPath(projection);
    this.land.append(
      svg("path", { class: "shore", d: path(world.land as never) ?? "" }),
      svg("path", { class: "borders", d: path(world.borders) ?? "" }),
    );
    this.countries = labelled(world);
    this.ground.append(this.land, this.names, this.discs, this.box, this.marks);
    this.drawing = button("Draw an area", "Draw an area: then drag over the map", () => this.toggle());
    this.drawing.setAttribute("aria-pressed", "false");
    this.drawn.append(this.ground, this.steps());
    section.append(this.choosing(), this.drawn, this.key());
    section.hidden = false;
    this.tip = new Tip(this.drawn);
    this.listen();
    new ResizeObserver(() => this.resized()).observe(this.drawn);
    this.measure();
  }

  /** Shows places (those it has, if none are told), with an area that is asked for, looked at from somewhere. */
  draw(told: Told | undefined, area: string | undefined, at: string | null): void {
    this.told = told ?? this.told;
    this.area = read(area);
    this.ground.setAttribute(
      "aria-label",
      `Map of ${count(this.told.spots.length, "place")}. Arrow keys move it, plus and minus magnify it, 0 shows all places.`,
    );
    const same = this.before !== undefined && at === null && this.before.told === this.told;
    const aimed = this.aimed(at);
    if (aimed !== undefined) this.go(aimed);
    else if (!same) this.fit();
    this.before = { at, told: this.told };
    this.render();
  }

  private measure(): void {
    this.size = [this.ground.clientWidth, this.ground.clientHeight];
    this.whole = Math.max(this.size[0] / WORLD, 0.2);
    const [left, top] = projection([-180, NORTH]) as [number, number];
    const [right, bottom] = projection([180, SOUTH]) as [number, number];
    this.zooming.extent([[0, 0], [...this.size]]);
    this.zooming.translateExtent([[left * this.whole, top * this.whole], [right * this.whole, bottom * this.whole]]);
    const least = Math.max(this.size[1] / ((bottom - top) * this.whole), 1);
    this.zooming.scaleExtent([least, CLOSEST]);
  }

  private resized(): void {
    if (this.ground.clientWidth === this.size[0] && this.ground.clientHeight === this.size[1]) return;
    const middle = this.middle();
    this.measure();
    this.go(middle);
  }

  private listen(): void {
    const ground = select(this.ground);
    this.zooming.filter((event: MouseEvent) => !event.button && (!this.boxing || event.type === "wheel"));
    this.zooming.on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      this.transform = event.transform;
      this.tip.hide();
      this.render();
      if (event.sourceEvent) this.rest();
    });
    ground.call(this.zooming).on("dblclick.zoom", null);
    this.ground.addEventListener("keydown", (event) => this.key_(event));
    this.marks.addEventListener("click", (event) => this.activate(event));
    // Not on an element of SVG: one that listens to the focus would be a stop of the tab key in Chromium.
    this.drawn.addEventListener("focusin", (event) => this.settle(event.target as Element));
    ground.call(this.boxes());
  }

  private get boxing(): boolean {
    return this.drawing.getAttribute("aria-pressed") === "true";
  }

  private toggle(on = !this.boxing): void {
    this.drawing.setAttribute("aria-pressed", String(on));
    this.ground.classList.toggle("boxing", on);
  }

  /** Drags that draw an area rather than move the map. */
  private boxes() {
    let from: Point = [0, 0];
    return drag<SVGSVGElement, unknown>()
      .filter((event: MouseEvent) => this.boxing && !event.button)
      .on("start", (event: { x: number; y: number }) => (from = [event.x, event.y]))
      .on("drag", (event: { x: number; y: number }) => this.outline(from, [event.x, event.y]))
      .on("end", (event: { x: number; y: number }) => {
        this.toggle(false);
        const far = Math.abs(event.x - from[0]) > 4 && Math.abs(event.y - from[1]) > 4;
        if (far) this.choices.area(this.between(from, [event.x, event.y]));
        else this.render();
      });
  }

  private outline(a: Point, b: Point): void {
    const [left, top] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
    for (const [name, value] of Object.entries({ x: left, y: top, width: Math.abs(a[0] - b[0]), height: Math.abs(a[1] - b[1]) })) {
      this.box.setAttribute(name, String(value));
    }
    this.box.removeAttribute("visibility");
  }

  private between(a: Point, b: Point): Area {
    const [west, north] = this.degrees([Math.min(a[0], b[0]), Math.min(a[1], b[1])]);
    const [east, south] = this.degrees([Math.max(a[0], b[0]), Math.max(a[1], b[1])]);
    return [west, south, east, north];
  }

  private degrees([x, y]: Point): Point {
    const [u, v] = this.transform.invert([x, y]);
    return projection.invert?.([u / this.whole, v / this.whole]) ?? [0, 0];
  }

  private pixels(longitude: number, latitude: number): Point {
    const [x, y] = projection([longitude, Math.max(-85, Math.min(85, latitude))]) ?? [0, 0];
    return this.transform.apply([x * this.whole, y * this.whole]);
  }

  private middle(): ZoomTransform {
    return this.over(...this.seenAt(this.transform), this.transform.k);
  }

  private over(longitude: number, latitude: number, k: number): ZoomTransform {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0];
    return zoomIdentity.translate(this.size[0] / 2, this.size[1] / 2).scale(k).translate(-x * this.whole, -y * this.whole);
  }

  private aimed(at: string | null): ZoomTransform | undefined {
    const [longitude, latitude, k] = (at ?? "").split(",").map(Number);
    if (longitude === undefined || latitude === undefined || !(k !== undefined && k > 0)) return undefined;
    return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 ? this.over(longitude, latitude, Math.min(k, CLOSEST)) : undefined;
  }

  /** Looks at the map as told, as far as that leaves nothing beyond its edges in view. */
  private go(transform: ZoomTransform): void {
    const [least] = this.zooming.scaleExtent();
    const near = transform.k < least ? this.over(...this.seenAt(transform), least) : transform;
    const within = this.zooming.constrain()(near, [[0, 0], [...this.size]], this.zooming.translateExtent());
    select(this.ground).call(this.zooming.transform, within);
  }

  private seenAt(transform: ZoomTransform): Point {
    const [x, y] = transform.invert([this.size[0] / 2, this.size[1] / 2]);
    return projection.invert?.([x / this.whole, y / this.whole]) ?? [0, 0];
  }

  /** Shows the area that is asked for, or else all places. */
  private fit(spots = this.told.spots, closest = FITTED): void {
    const corners: Point[] = this.area === undefined
      ? spots.map(({ longitude, latitude }) => [longitude, latitude])
      : [[this.area[0], this.area[1]], [this.area[2], this.area[3]]];
    const points = corners.map(([x, y]) => projection([x, Math.max(SOUTH, Math.min(NORTH, y))]) as [number, number]);
    if (points.length === 0) return this.go(this.over(15, 25, 1));
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min(closest, (0.84 * this.size[0]) / this.whole / (right - left), (0.84 * this.size[1]) / this.whole / (bottom - top));
    const middle = projection.invert?.([(left + right) / 2, (top + bottom) / 2]) ?? [0, 0];
    const [least] = this.zooming.scaleExtent();
    if (k >= least || this.area !== undefined) return this.go(this.over(...middle, k));
    const [busiest] = [...spots].sort((a, b) => b.events - a.events); // all cannot be seen at once
    this.go(this.over(busiest?.longitude ?? 0, busiest?.latitude ?? 0, least));
  }

  /** Notes in the address where the map is looked at, once it has come to rest. */
  private rest(): void {
    clearTimeout(this.still);
    this.still = window.setTimeout(() => {
      const [longitude, latitude] = this.seenAt(this.transform);
      this.choices.at(`${longitude.toFixed(3)},${latitude.toFixed(3)},${this.transform.k.toFixed(2)}`);
    }, 250);
  }

  private magnify(by: number): void {
    select(this.ground).call(this.zooming.scaleBy, by);
    this.rest();
  }

  private move(x: number, y: number): void {
    select(this.ground).call(this.zooming.translateBy, (x * PAN) / this.transform.k, (y * PAN) / this.transform.k);
    this.rest();
  }

  private all(): void {
    const area = this.area;
    this.area = undefined;
    this.fit();
    this.area = area;
    this.render();
    this.rest();
  }

  private key_(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.move(1, 0), ArrowRight: () => this.move(-1, 0), ArrowUp: () => this.move(0, 1), ArrowDown: () => this.move(0, -1),
      "+": () => this.magnify(STEP), "=": () => this.magnify(STEP), "-": () => this.magnify(1 / STEP), "0": () => this.all(),
    };
    const mark = event.target instanceof Element ? event.target.closest("g.mark") : null;
    if (mark !== null && event.key.startsWith("Arrow")) this.beside(mark, event.key);
    else if (mark !== null && (event.key === "Enter" || event.key === " ")) this.open(mark);
    else if (event.key === "Escape" && this.boxing) this.toggle(false);
    else if (acts[event.key] !== undefined) acts[event.key]?.();
    else return;
    event.preventDefault();
  }

  private choosing(): HTMLElement {
    const view = button("Only this view", "Only this view: list what lies in it", () => this.choices.area(this.between([0, 0], this.size)));
    const none = button("Everywhere", "Everywhere: list what lies anywhere", () => this.choices.area(undefined));
    none.classList.add("everywhere");
    return html("div", { class: "map-tools", role: "group", "aria-label": "Area" }, view, this.drawing, none);
  }

  private steps(): HTMLElement {
    return html(
      "div", { class: "map-steps", role: "group", "aria-label": "Move the map" },
      button("+", "Closer", () => this.magnify(STEP)), button("−", "Farther", () => this.magnify(1 / STEP)),
      button("↑", "Up", () => this.move(0, 1)), button("↓", "Down", () => this.move(0, -1)),
      button("←", "Left", () => this.move(1, 0)), button("→", "Right", () => this.move(-1, 0)),
      button("All", "All places", () => this.all()),
    );
  }

  private key(): HTMLElement {
    return html(
      "p", { class: "map-key" },
      html("span", { class: "key-point" }), " a place and how many events; ",
      html("span", { class: "key-wide" }), " how wide it is meant: a district, a region, a country.",
    );
  }

  private render(): void {
    const { x, y, k } = this.transform;
    this.land.setAttribute("transform", `translate(${x} ${y}) scale(${k * this.whole})`);
    const placed = this.told.spots.map((spot) => ({ spot, at: this.pixels(spot.longitude, spot.latitude) }));
    const seen = placed.filter(({ at: [left, top] }) => left > -60 && left < this.size[0] + 60 && top > -60 && top < this.size[1] + 60);
    const marks = gathered(seen);
    this.renderNames(marks);
    this.renderDiscs(placed);
    this.renderMarks(marks);
    this.renderArea();
  }

  /** The names of countries that have room for them, and room beside other names and marks. */
  private renderNames(marks: readonly Mark[]): void {
    const unit = this.transform.k * this.whole;
    const taken = marks.map(({ at: [x, y] }) => [x - 16, y - 16, x + 16, y + 16] as Box);
    const shown = this.countries.flatMap(({ name, at, wide }) => {
      const [x, y] = this.transform.apply([at[0] * this.whole, at[1] * this.whole]);
      const half = 3.8 * name.length;
      const box: Box = [x - half, y - 12, x + half, y + 4];
      const room = wide * unit > 2 * half && box[0] > 0 && box[2] < this.size[0] && box[1] > 0 && box[3] < this.size[1];
      if (!room || taken.some((other) => meets(other, box))) return [];
      taken.push(box);
      return [svg("text", { x, y }, name)];
    });
    this.names.replaceChildren(...shown);
  }

  /** How wide places are meant: a pale disc; where it would be smaller than its mark it is not told by size. */
  private renderDiscs(placed: readonly Placed[]): void {
    const unit = this.transform.k * this.whole;
    const discs = placed.flatMap(({ spot, at: [cx, cy] }) => {
      const r = (wide(spot.precision) * KM * unit) / Math.cos((spot.latitude * Math.PI) / 180);
      const seen = r > 6 && cx + r > 0 && cx - r < this.size[0] && cy + r > 0 && cy - r < this.size[1];
      return seen ? [svg("circle", { cx, cy, r, class: spot.precision ?? "" })] : [];
    });
    this.discs.replaceChildren(...discs);
  }

  private renderMarks(marks: readonly Mark[]): void {
    const focused = this.marks.querySelector(":focus")?.getAttribute("data-name");
    const most = Math.max(1, ...marks.map(({ events }) => events));
    this.shown.clear();
    const made = [...marks].sort((a, b) => b.events - a.events).map((mark) => this.mark(mark, radius(mark.events, most)));
    this.marks.replaceChildren(...made.reverse());
    const again = made.find((each) => each.getAttribute("data-name") === focused);
    (again ?? made.at(-1))?.setAttribute("tabindex", "0");
    if (focused != null) (again ?? this.ground).focus({ preventScroll: true });
  }

  private readonly shown = new Map<Element, Mark>();

  private mark(mark: Mark, r: number): SVGElement {
    const [first] = mark.spots as [Placed, ...Placed[]];
    const others = mark.spots.length - 1;
    const name = others === 0 ? first.spot.name : `${first.spot.name} and ${count(others, "other place")}`;
    const told = [name, count(mark.events, "event") + (others === 0 ? `, ${meant(first.spot)}` : ""), types(mark.spots)];
    if (others > 0) told.push(mark.spots.slice(1, 6).map(({ spot }) => spot.name).join(", ") + (others > 5 ? " …" : ""));
    const [x, y] = mark.at;
    const outside = this.area !== undefined && !mark.spots.some(({ spot }) => holds(this.area as Area, spot.longitude, spot.latitude));
    const group = svg(
      "g",
      {
        class: `mark${others > 0 ? " several" : ""}${outside ? " outside" : ""}`, transform: `translate(${x} ${y})`, tabindex: -1, role: "button",
        "aria-label": `${told.slice(0, 3).join(": ")}${others > 0 ? ". Opens closer" : ". Shows its events"}`,
        "data-tip": told.join("\n"), "data-name": `${first.spot.name} ${first.spot.longitude} ${first.spot.latitude}`,
      },
      svg("circle", { r: Math.max(r, 12), class: "target" }),
      svg("circle", { r }),
      svg("text", { y: 4 }, mark.events < 1000 ? String(mark.events) : `${Math.round(mark.events / 1000)}k`),
    );
    this.shown.set(group, mark);
    return group;
  }

  private renderArea(): void {
    if (this.area === undefined || this.area[0] > this.area[2]) return this.box.setAttribute("visibility", "hidden");
    const [west, south, east, north] = this.area;
    this.outline(this.pixels(west, north), this.pixels(east, south));
  }

  private settle(mark: Element): void {
    const chosen = mark.closest("g.mark");
    if (chosen === null) return;
    for (const each of this.marks.querySelectorAll("[tabindex='0']")) each.setAttribute("tabindex", "-1");
    chosen.setAttribute("tabindex", "0");
  }

  /** Moves the focus to the nearest mark on a side. */
  private beside(from: Element, key: string): void {
    const here = this.shown.get(from)?.at;
    if (here === undefined) return;
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] as [number, number];
    const far = (at: Point): number => {
      const [x, y] = [at[0] - here[0], at[1] - here[1]];
      const ahead = x * dx + y * dy;
      return ahead > 0 ? ahead + 2 * Math.abs(x * dy) + 2 * Math.abs(y * dx) : Infinity;
    };
    const [nearest] = [...this.shown].sort((a, b) => far(a[1].at) - far(b[1].at));
    if (nearest !== undefined && far(nearest[1].at) < Infinity) (nearest[0] as SVGElement).focus({ preventScroll: true });
  }

  private activate(event: Event): void {
    const mark = (event.target as Element).closest("g.mark");
    if (mark !== null && !this.boxing) this.open(mark);
  }

  /** Looks closer at several places; lists the events of one, or of several at one point. */
  private open(mark: Element): void {
    const found = this.shown.get(mark);
    if (found === undefined) return;
    const spots = found.spots.map(({ spot }) => spot);
    const [first] = spots as [(typeof spots)[number]];
    const apart = spots.some(({ longitude, latitude }) => longitude !== first.longitude || latitude !== first.latitude);
    if (!apart || this.transform.k >= CLOSEST) return this.choices.place(first.address);
    const before = this.transform.k;
    const area = this.area;
    this.area = undefined;
    this.fit(spots, CLOSEST);
    this.area = area;
    if (this.transform.k < before * 1.3) this.go(this.over(first.longitude, first.latitude, Math.min(before * 2.5, CLOSEST)));
    this.rest();
  }
}

type Box = [left: number, top: number, right: number, bottom: number];

function meets(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function holds([west, south, east, north]: Area, longitude: number, latitude: number): boolean {
  const across = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
  return latitude >= south && latitude <= north && across;
}
