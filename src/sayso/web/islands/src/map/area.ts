// Areas as addresses have them: west, south, east, north in degrees; west beyond east crosses the date line.

export type Area = readonly [west: number, south: number, east: number, north: number];

export function read(told: string | null | undefined): Area | undefined {
  const parts = (told ?? "").split(",").map(Number);
  return parts.length === 4 && parts.every(Number.isFinite) ? (parts as unknown as Area) : undefined;
}

export function written(area: Area): string {
  const [west, south, east, north] = area;
  return [within(west, 180), within(south, 90), within(east, 180), within(north, 90)].map((each) => String(+each.toFixed(3))).join(",");
}

function within(degrees: number, most: number): number {
  return Math.max(-most, Math.min(most, degrees));
}
