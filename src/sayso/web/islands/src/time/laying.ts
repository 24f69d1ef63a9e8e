// What is drawn where, before anything is drawn: columns of what is told closely, rows of bars of what is not.
import { bisector } from "d3-array";
import { UNITS, begins, ends, type Interval } from "./days.ts";

export type Precision = "day" | "week" | "month" | "season" | "year" | "decade" | "vague";

/** What the server tells: bars are number of a lane, first day, last day, precision, count. */
export interface Told {
  lanes: { label: string; count: number; address: string | null }[];
  bars: [lane: number, first: string, last: string, precision: Precision, count: number][];
  total: number;
  more: boolean;
}

export interface Bar {
  lane: number;
  first: string;
  last: string;
  days: Interval;
  precision: Precision;
  count: number;
}

export interface Column {
  days: Interval;
  count: number;
}

export interface Lane {
  columns: Column[];
  rows: Bar[][]; // of bars that do not meet, the most precise first
  undrawn: number; // things for whose bars there is no row left
}

export type Unit = (typeof UNITS)[number];

const NARROWEST = 6; // pixels of a column, its gap included
const ROWS = 5;
const MANY = 4; // times that all of the time may be longer than where most lies, before it is cut to that
const PRECISIONS: readonly Precision[] = ["day", "week", "month", "season", "year", "decade", "vague"];

export function bars(told: Told): Bar[] {
  return told.bars
    .map(([lane, first, last, precision, count]) => {
      return { lane, first, last, precision, count, days: [begins(first), ends(last)] as const };
    })
    .filter(({ days: [from, to] }) => from < to); // not so where a day is none of the calendar
}

/** From the first day of any bar to the last one. */
export function reach(all: readonly Bar[]): Interval | undefined {
  const first = Math.min(...all.map(({ days }) => days[0].getTime()));
  const last = Math.max(...all.map(({ days }) => days[1].getTime()));
  return first < last ? [new Date(first), new Date(last)] : undefined;
}

/** Where most things lie, if that is much shorter than all: what a few pages tell of long ago would squeeze the rest. */
export function thick(all: readonly Bar[]): Interval | undefined {
  const whole = reach(all);
  if (whole === undefined) return undefined;
  const exact = all.filter(({ precision }) => precision !== "vague" && precision !== "decade");
  const first = quantile(exact, 0.04, ({ days }) => days[0]);
  const last = quantile(exact, 0.98, ({ days }) => days[1]);
  if (first === undefined || last === undefined || first >= last) return whole;
  const length = last.getTime() - first.getTime();
  const margin = length * 0.04;
  const cut = [new Date(Math.max(first.getTime() - margin, +whole[0])), new Date(Math.min(last.getTime() + margin, +whole[1]))];
  return whole[1].getTime() - whole[0].getTime() > MANY * length ? (cut as [Date, Date]) : whole;
}

function quantile(all: readonly Bar[], part: number, day: (bar: Bar) => Date): Date | undefined {
  const ordered = [...all].sort((a, b) => day(a).getTime() - day(b).getTime());
  const total = ordered.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  for (const bar of ordered) {
    passed += bar.count;
    if (passed >= part * total) return day(bar);
  }
  return undefined;
}

/** The finest unit of which each has room enough in these pixels. */
export function unit([from, to]: Interval, width: number): Unit {
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  return UNITS.find((each) => (each.days / days) * width >= NARROWEST) ?? (UNITS.at(-1) as Unit);
}

/** How tall a column is in pixels: by the root of its count, so that few beside many are still seen. */
export function tallness(count: number, most: number, tall: number): number {
  return Math.max(2, Math.sqrt(count / most) * tall);
}

/** The lanes of bars, gathered by a unit: what lies within one of these is told closely enough for a column. */
export function lanes(all: readonly Bar[], number: number, by: Unit): Lane[] {
  const laid: Lane[] = Array.from({ length: number }, () => ({ columns: [], rows: [], undrawn: 0 }));
  const wide: Bar[][] = laid.map(() => []);
  for (const bar of all) {
    const within = by.unit.floor(bar.days[0]);
    if (bar.precision !== "vague" && bar.days[1] <= by.unit.offset(within, 1)) add(laid[bar.lane]?.columns, bar, within, by);
    else wide[bar.lane]?.push(bar);
  }
  wide.forEach((bars, lane) => pack(laid[lane] as Lane, bars));
  return laid;
}

const at = bisector((column: Column) => column.days[0].getTime()).left;

function add(columns: Column[] | undefined, bar: Bar, from: Date, by: Unit): void {
  if (columns === undefined) return;
  const index = at(columns, from.getTime());
  const there = columns[index];
  if (there?.days[0].getTime() === from.getTime()) there.count += bar.count;
  else columns.splice(index, 0, { days: [from, by.unit.offset(from, 1)], count: bar.count });
}

function pack(lane: Lane, bars: Bar[]): void {
  const ordered = bars.sort(
    (a, b) => PRECISIONS.indexOf(a.precision) - PRECISIONS.indexOf(b.precision) || a.days[0].getTime() - b.days[0].getTime(),
  );
  for (const bar of ordered) {
    const row = lane.rows.find((each) => each.every((other) => other.days[1] <= bar.days[0] || bar.days[1] <= other.days[0]));
    if (row !== undefined) row.push(bar);
    else if (lane.rows.length < ROWS) lane.rows.push([bar]);
    else lane.undrawn += bar.count;
  }
}
