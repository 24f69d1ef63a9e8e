// The attributions of a page as its list has them: their order, how they stand inside one another, their words.

export const PARTS = ["source", "cue", "content"] as const;
export type Part = (typeof PARTS)[number];

export const rows = [...document.querySelectorAll<HTMLElement>(".said .row")];
export const marks = [...document.querySelectorAll<HTMLElement>(".text [data-of]")];

export const idOf = (row: HTMLElement): string => row.dataset["id"] ?? "";
export const byId = new Map(rows.map((row) => [idOf(row), row]));
export const at = (id: string | null): number => (id === null ? -1 : rows.findIndex((row) => idOf(row) === id));
export const link = (row: HTMLElement | undefined): HTMLAnchorElement | null => row?.querySelector("a") ?? null;

// Attribution → the elements that are part of it, with the part they are.
export const pieces = new Map<string, [HTMLElement, Part][]>(rows.map((row) => [idOf(row), []]));
for (const mark of marks) {
  for (const piece of (mark.dataset["of"] ?? "").split(" ").filter(Boolean)) {
    const [role, id] = piece.split(":");
    pieces.get(id ?? "")?.push([mark, role as Part]);
  }
}

/** Those around one, the innermost first. */
export const around = (id: string): string[] => {
  const found: string[] = [];
  let outer = byId.get(id)?.dataset["outer"];
  while (outer) {
    found.push(outer);
    outer = byId.get(outer)?.dataset["outer"];
  }
  return found;
};

/** Those around one and those inside it. */
export const chain = (id: string): Set<string> =>
  new Set([...around(id), ...[...byId.keys()].filter((other) => around(other).includes(id))]);

const textOf = (row: HTMLElement, part: string): string => row.querySelector(part)?.textContent ?? "";

export const named = (row: HTMLElement): string =>
  [".who", ".how"].map((part) => textOf(row, part)).filter(Boolean).join(" · ");

/** The exact words of an attribution as a citation has them, a line for each part. */
export const cited = (row: HTMLElement): string => {
  const source = row.querySelector(".who.unsaid") ? "" : textOf(row, ".who");
  const what = textOf(row, ".what");
  const words = { Source: source, Cue: textOf(row, ".how"), Content: row.dataset["words"] ?? (what === "…" ? "" : what) };
  return Object.entries(words)
    .filter(([, said]) => said)
    .map(([name, said]) => `${name}: “${said}”`)
    .join("\n");
};
