// Days as ISO dates and as moments: midnight of UTC, so that no clock of a reader moves a day.
import { utcDay, utcMonday, utcMonth, utcYear, type TimeInterval } from "d3-time";

export type Interval = readonly [Date, Date]; // from a moment to another one, that excluded

/** The beginning of a day, month or year of ISO 8601; what is no such day is NaN. */
export function begins(iso: string): Date {
  return new Date(`${(iso + "-01-01").slice(0, 10)}T00:00:00Z`);
}

/** The end of a day, month or year of ISO 8601: the beginning of the next one. */
export function ends(iso: string): Date {
  const unit = iso.length > 7 ? utcDay : iso.length > 4 ? utcMonth : utcYear;
  return unit.offset(begins(iso), 1);
}

export function iso(moment: Date, length = 10): string {
  return moment.toISOString().slice(0, length);
}

const DAY = 86_400_000;

/** The first and last day, month or year (ISO) of an interval, as closely as makes sense for its length. */
export function asked([from, to]: Interval): [string, string] {
  const days = (to.getTime() - from.getTime()) / DAY;
  const [unit, length] = days <= 150 ? ([utcDay, 10] as const) : days <= 3660 ? ([utcMonth, 7] as const) : ([utcYear, 4] as const);
  const first = nearest(unit, from);
  const last = nearest(unit, to);
  return [iso(first, length), iso(new Date((last > first ? last : unit.offset(first, 1)).getTime() - 1), length)];
}

function nearest(unit: TimeInterval, moment: Date): Date {
  const before = unit.floor(moment);
  const after = unit.offset(before, 1);
  return moment.getTime() - before.getTime() < after.getTime() - moment.getTime() ? before : after;
}

/** The units that things are counted in, the finest first: each with how it is called and its usual length in days. */
export const UNITS: readonly { unit: TimeInterval; name: string; days: number }[] = [
  { unit: utcDay, name: "day", days: 1 },
  { unit: utcMonday, name: "week", days: 7 },
  { unit: utcMonth, name: "month", days: 30 },
  { unit: quarterly(), name: "quarter", days: 91 },
  { unit: utcYear, name: "year", days: 365 },
  { unit: yearly(10), name: "decade", days: 3650 },
];

function quarterly(): TimeInterval {
  return utcMonth.every(3) as TimeInterval;
}

function yearly(step: number): TimeInterval {
  return utcYear.every(step) as TimeInterval;
}
