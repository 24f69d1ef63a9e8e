import { axisBottom } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleUtc, type ScaleTime } from "d3-scale";
import { select } from "d3-selection";
import { button, count, html, svg } from "../lib/elements.ts";
import { Tip } from "../lib/tip.ts";
import { asked, begins, ends, iso, type Interval } from "./days.ts";
import { bars, lanes, reach, tallness, thick, unit, type Bar, type Lane, type Told, type Unit } from "./laying.ts";
import { Marks } from "./marks.ts";

export type { Told } from "./laying.ts";
export type Changes = Readonly<Record<string, string | null>>;

const OVERVIEW = 56; // pixels of height, the axis included
const AXIS = 22;
const COLUMN = 34; // of the tallest column
const ROW = 13;
const EDGE = 18; // left and right of what is drawn, so that the words of an axis have room
const LABELS = 176; // width of the lanes' names where there is room beside them
const ROOMY = 720;
const LEAST = 48; // height of a lane beside its name

const SECOND = 1000;

type Scale = ScaleTime<number, number>;

/** Draws what the server tells, and tells what is chosen. */
export class Timeline {
  private readonly tools = html("div", { class: "time-tools", role: "group", "aria-label": "Days" });
  private readonly whole = svg("svg", { class: "time-whole", height: OVERVIEW, role: "img" });
  private readonly names = html("div", { class: "time-names" });
  private readonly chart = svg("svg", { class: "time-lanes", role: "group", "aria-label": "Lanes: the arrow keys go from mark to mark" });
  private readonly key = html("p", { class: "time-key" });
  private readonly marks: Marks;
  private last: [Told, Told, URLSearchParams] | undefined;
  private width = 0;

  constructor(
    private readonly section: HTMLElement,
    private readonly choose: (changes: Changes) => void,
  ) {
    const drawn = html("div", { class: "time-drawn" }, this.whole, html("div", { class: "time-focus" }, this.names, this.chart));
    section.append(this.tools, drawn, this.key);
    this.marks = new Marks(this.chart, new Tip(drawn));
    new ResizeObserver(() => this.resized()).observe(section);
  }

  draw(told: Told, all: Told, parameters: URLSearchParams): void {
    this.last = [told, all, parameters];
    const [since, until] = [parameters.get("since"), parameters.get("until")];
    const every = bars(all);
    const [longest, most] = [reach(every), thick(every)];
    this.section.hidden = longest === undefined || most === undefined;
    if (longest === undefined || most === undefined) return;
    this.width = this.section.clientWidth - 2; // within the frame
    const far = parameters.get("reach") === "all";
    const shown = stretched(far ? longest : most, since, until);
    const window = within(since, until, shown);
    this.fold(longest, shown, window, far, since !== null || until !== null);
    this.drawWhole(every, shown, since !== null || until !== null ? window : undefined);
    this.drawLanes(told, window);
  }

  private resized(): void {
    if (this.last !== undefined && this.section.clientWidth - 2 !== this.width) this.draw(...this.last);
  }

  /** The buttons: every choice of days that a pointer can make can be made with them. */
  private fold(longest: Interval, shown: Interval, window: Interval, far: boolean, chosen: boolean): void {
    const [from, to] = [window[0].getTime(), window[1].getTime()];
    const length = to - from;
    const focus = this.tools.querySelector(":focus")?.getAttribute("data-name");
    const go = (face: string, name: string, a: number, b: number) => {
      const made = button(face, name, () => this.pick([new Date(a), new Date(b)]));
      made.dataset["name"] = name;
      return made;
    };
    const told = html("span", { class: "time-window" }, `${iso(window[0])} – ${iso(new Date(to - SECOND))}`);
    const tools: (Node | string)[] = [
      go("←", "Earlier", from - length, from), told, go("→", "Later", to, to + length),
      go("+", "Closer", from + length / 4, to - length / 4), go("−", "Wider", from - length / 2, to + length / 2),
    ];
    if (chosen) tools.push(button("All days", "All days", () => this.choose({ since: null, until: null })));
    if (far) tools.push(button("Only where most lies", "Only where most lies", () => this.choose({ reach: null })));
    else if (longest[0] < shown[0] || longest[1] > shown[1]) {
      const name = `All from ${iso(longest[0], 4)} to ${iso(new Date(longest[1].getTime() - SECOND), 4)}`;
      tools.push(button(name, `${name}: also what lies far from most`, () => this.choose({ reach: "all" })));
    }
    this.tools.replaceChildren(...tools);
    if (focus) this.tools.querySelector<HTMLElement>(`[data-name="${focus}"]`)?.focus();
  }

  private pick(interval: Interval): void {
    const [since, until] = asked(interval);
    this.choose({ since, until });
  }

  /** All of the time: how much lies when, and the days that are chosen, which can be drawn anew. */
  private drawWhole(every: readonly Bar[], shown: Interval, window: Interval | undefined): void {
    const scale = scaleUtc(shown, [EDGE, this.width - EDGE]);
    const by = unit(shown, this.width);
    const [lane] = lanes(every.map((bar) => ({ ...bar, lane: 0 })), 1, by);
    const height = OVERVIEW - AXIS;
    const columns = columnsOf(lane as Lane, scale, height - 4, height);
    const brushes = svg("g", { class: "brush" });
    const axis = svg("g", { class: "axis", transform: `translate(0 ${height})` });
    this.whole.setAttribute("width", String(this.width));
    this.whole.setAttribute("aria-label", `All days from ${iso(shown[0])} to ${iso(shown[1])}; drag over some to choose them`);
    this.whole.replaceChildren(svg("g", { class: "columns" }, ...columns), axis, brushes);
    select(axis).call(axisBottom(scale).ticks(ticks(this.width)).tickSizeOuter(0));
    this.brush(brushes, scale, [[EDGE, 0], [this.width - EDGE, height]], window);
  }

  private brush(ground: SVGGElement, scale: Scale, extent: [[number, number], [number, number]], window?: Interval): void {
    const brush = brushX<unknown>().extent(extent);
    const group = select<SVGGElement, unknown>(ground).call(brush);
    if (window !== undefined) group.call(brush.move, [at(scale, window[0]), at(scale, window[1])]);
    brush.on("end", (event: D3BrushEvent<unknown>) => {
      if (!event.sourceEvent) return; // drawn by this page, not by the reader
      const chosen = event.selection as [number, number] | null;
      if (chosen === null) this.choose({ since: null, until: null });
      else this.pick([scale.invert(chosen[0]), scale.invert(chosen[1])]);
    });
  }

  private drawLanes(told: Told, window: Interval): void {
    const roomy = this.width >= ROOMY;
    const width = roomy ? this.width - LABELS : this.width;
    const scale = scaleUtc(window, [EDGE, width - EDGE]).clamp(true);
    const by = unit(window, width);
    const every = bars(told);
    const met = every.filter(({ days }) => days[0] < window[1] && days[1] > window[0]);
    const laid = lanes(met, told.lanes.length, by);
    const tallest = Math.max(1, ...laid.flatMap(({ columns }) => columns.map(({ count }) => count)));
    const name = roomy ? 0 : 22; // where a lane's name stands above it
    this.names.replaceChildren();
    this.names.classList.toggle("above", !roomy);
    const drawn = svg("g");
    let top = AXIS;
    laid.forEach((lane, number) => {
      const rows = lane.rows.length;
      const tall = lane.columns.length > 0 ? COLUMN : 4;
      const height = Math.max(roomy ? LEAST : 0, name + tall + rows * ROW + 10);
      const known = told.lanes[number] as Told["lanes"][number];
      this.names.append(label(known, lane, top, height));
      drawn.append(svg("line", { class: "rule", x1: 0, x2: width, y1: top, y2: top }));
      drawn.append(this.marks.lane(known, lane, scale, { top: top + name, tall, tallest, row: ROW, by: by.name }, this.section.dataset));
      top += height;
    });
    const axis = svg("g", { class: "axis" });
    select(axis).call(axisBottom(scale).ticks(ticks(width)).tickSize(top).tickPadding(-top + 4));
    const brushes = svg("g", { class: "brush" });
    this.chart.setAttribute("width", String(width));
    this.chart.setAttribute("height", String(top + 2));
    this.names.style.height = `${top}px`;
    this.chart.replaceChildren(hatch(), axis, brushes, drawn);
    this.brush(brushes, scale, [[EDGE, 0], [width - EDGE, top]]);
    this.marks.ready();
    this.tell(by, laid, sum(every) - sum(met));
  }

  private tell(by: Unit, laid: readonly Lane[], outside: number): void {
    const undrawn = laid.reduce((sum, lane) => sum + lane.undrawn, 0);
    const left = undrawn > 0 ? ` ${count(undrawn, "mark")} told less closely found no room; the table has them.` : "";
    const beyond = outside > 0 ? ` ${outside.toLocaleString("en")} outside these days ${outside === 1 ? "is" : "are"} not drawn.` : "";
    this.key.replaceChildren(
      `A column is a ${by.name}; its height grows with the root of the count. `,
      html("span", { class: "key-wide" }), " is told less closely: somewhere in these days. ",
      html("span", { class: "key-vague" }), ` is vague.${left}${beyond} Drag over days to choose them.`,
    );
  }
}

function sum(all: readonly Bar[]): number {
  return all.reduce((total, { count }) => total + count, 0);
}

function at(scale: Scale, moment: Date): number {
  const [from, to] = scale.range() as [number, number];
  return Math.max(from, Math.min(to, scale(moment)));
}

/** An interval made longer, so that the days that are asked for lie in it. */
function stretched(shown: Interval, since: string | null, until: string | null): Interval {
  const given = [since, until].filter((each) => each !== null).flatMap((each) => [begins(each), ends(each)]);
  const ordered = [...shown, ...given].map(Number).filter((each) => !Number.isNaN(each));
  return [new Date(Math.min(...ordered)), new Date(Math.max(...ordered))];
}

function within(since: string | null, until: string | null, shown: Interval): Interval {
  const [from, to] = [since === null ? shown[0] : begins(since), until === null ? shown[1] : ends(until)];
  return from < to ? [from, to] : shown;
}

function columnsOf(lane: Lane, scale: Scale, tall: number, foot: number): SVGElement[] {
  const tallest = Math.max(1, ...lane.columns.map(({ count }) => count));
  const [left, right] = scale.range() as [number, number];
  return lane.columns.flatMap(({ days, count }) => {
    const [from, to] = [Math.max(left, scale(days[0])), Math.min(right, scale(days[1]))];
    const height = tallness(count, tallest, tall);
    return to > from ? [svg("rect", { x: from, y: foot - height, width: Math.max(1, to - from - 1), height })] : [];
  });
}

function label(lane: Told["lanes"][number], laid: Lane, top: number, height: number): HTMLElement {
  const name = html("bdi", {}, lane.label);
  const told = lane.address === null ? html("span", {}, name) : html("a", { href: lane.address }, name);
  const left = laid.undrawn > 0 ? ` (${laid.undrawn} not drawn)` : "";
  const made = html("div", { class: "time-name" }, told, html("span", { class: "times" }, lane.count.toLocaleString("en") + left));
  made.style.top = `${top}px`;
  made.style.height = `${height}px`;
  return made;
}

function hatch(): SVGElement {
  const line = svg("path", { d: "M-1 7 L7 -1 M5 7 L7 5 M-1 1 L1 -1", class: "hatch" });
  return svg("defs", {}, svg("pattern", { id: "vague", width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line));
}

function ticks(width: number): number {
  return Math.max(3, Math.floor(width / 110));
}
