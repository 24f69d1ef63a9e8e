// The marks of the lanes: links to the list of what they stand for. One of them is a stop of the tab key; from there the
// arrow keys lead on: left and right in time, up and down to the next lane.
import type { ScaleTime } from "d3-scale";
import { svg } from "../lib/elements.ts";
import type { Tip } from "../lib/tip.ts";
import { iso, type Interval } from "./days.ts";
import { tallness, type Bar, type Lane, type Told } from "./laying.ts";

interface Room {
  top: number;
  tall: number; // pixels of the tallest column
  tallest: number; // its count
  row: number;
  by: string;
}

const CLOSELY: Readonly<Record<Bar["precision"], string>> = {
  day: "told to the day", week: "told to the week", month: "told to the month", season: "told to the season",
  year: "told to the year", decade: "told to the decade", vague: "told vaguely",
};
const KEYS: Readonly<Record<string, [across: number, down: number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

export class Marks {
  private stop: SVGAElement | undefined;

  constructor(
    private readonly ground: SVGSVGElement,
    tip: Tip,
  ) {
    // Not on an element of SVG: one that listens to the focus would be a stop of the tab key in Chromium.
    ground.parentElement?.addEventListener("focusin", (event) => this.settle(event.target as Element));
    ground.addEventListener("keydown", (event) => {
      const way = KEYS[event.key];
      const from = event.target;
      if (way === undefined || !(from instanceof SVGAElement)) return;
      event.preventDefault();
      tip.hide();
      this.next(from, way)?.focus();
    });
  }

  /** The marks of a lane, as one group. */
  lane(known: Told["lanes"][number], lane: Lane, scale: ScaleTime<number, number>, room: Room, on: DOMStringMap): SVGElement {
    const group = svg("g", { class: "lane" });
    const foot = room.top + room.tall;
    const thing = (on["what"] ?? "things").replace(/s$/, "");
    for (const { days, count } of lane.columns) {
      const height = tallness(count, room.tallest, room.tall - 4);
      const told = days[1].getTime() - days[0].getTime() > 86_400_000 ? `in the ${room.by} of ${iso(days[0])}` : `on ${iso(days[0])}`;
      group.append(...mark(known, days, scale, { y: foot - height, height, gap: 1, name: "column" }, count, thing, told, on));
    }
    lane.rows.forEach((bars, row) => {
      for (const bar of bars) {
        const told = `between ${bar.first} and ${bar.last}, ${CLOSELY[bar.precision]}`;
        const shape = { y: foot + 4 + row * room.row, height: room.row - 3, gap: 1, name: bar.precision === "vague" ? "wide vague" : "wide" };
        group.append(...mark(known, bar.days, scale, shape, bar.count, thing, told, on));
      }
    });
    return group;
  }

  /** Gives the tab key its stop, once all lanes are drawn. */
  ready(): void {
    const first = this.ground.querySelector<SVGAElement>("a.mark");
    if (first !== null) this.settle(first);
  }

  private settle(mark: Element): void {
    if (!(mark instanceof SVGAElement) || !this.ground.contains(mark)) return;
    this.stop?.setAttribute("tabindex", "-1");
    mark.setAttribute("tabindex", "0");
    this.stop = mark;
  }

  /** The nearest mark on a side, or in the next lane that has one. */
  private next(from: SVGAElement, [across, down]: [number, number]): SVGAElement | undefined {
    const lanes = [...this.ground.querySelectorAll("g.lane")].map((lane) => [...lane.querySelectorAll<SVGAElement>("a.mark")]);
    const here = middle(from);
    const lane = lanes.findIndex((marks) => marks.includes(from));
    if (across !== 0) {
      const beside = (lanes[lane] ?? []).sort((a, b) => middle(a) - middle(b));
      return beside[beside.indexOf(from) + across];
    }
    for (let number = lane + down; number >= 0 && number < lanes.length; number += down) {
      const [nearest] = (lanes[number] ?? []).sort((a, b) => Math.abs(middle(a) - here) - Math.abs(middle(b) - here));
      if (nearest !== undefined) return nearest;
    }
    return undefined;
  }
}

function middle(mark: Element): number {
  const { left, width } = mark.getBoundingClientRect();
  return left + width / 2;
}

interface Shape {
  y: number;
  height: number;
  gap: number;
  name: string;
}

function mark(
  lane: Told["lanes"][number], days: Interval, scale: ScaleTime<number, number>, shape: Shape, count: number, thing: string,
  when: string, on: DOMStringMap,
): SVGElement[] {
  const [from, to] = [scale(days[0]), scale(days[1])];
  if (!(to > from)) return [];
  const width = Math.max(2, to - from - shape.gap);
  const words = `${lane.label}: ${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"} ${when}`;
  const link = svg("a", {
    class: `mark ${shape.name}`, href: address(lane, days, on), tabindex: -1, "aria-label": words,
    "data-tip": `${lane.label}\n${words.slice(lane.label.length + 2)}`,
  }, svg("rect", { x: from, y: shape.y, width, height: shape.height, rx: shape.name === "column" ? 0 : 2 }));
  if (count > 1 && width > 8 + 7 * String(count).length) {
    const y = shape.name === "column" ? shape.y - 3 : shape.y + shape.height - 1.5;
    if (shape.name !== "column" || shape.height < 24) link.append(svg("text", { x: from + width / 2, y, "aria-hidden": "true" }, String(count)));
  }
  return [link];
}

function address(lane: Told["lanes"][number], days: Interval, on: DOMStringMap): string {
  const here = new URLSearchParams(location.search);
  const target = new URL(lane.address ?? `${on["list"] ?? "/events"}?${here}`, location.origin);
  for (const own of ["what", "lanes", "reach"]) target.searchParams.delete(own);
  target.searchParams.set("since", iso(days[0]));
  target.searchParams.set("until", iso(new Date(days[1].getTime() - 1)));
  return target.pathname + target.search;
}
