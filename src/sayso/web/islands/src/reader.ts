// Lights up in the text what is pointed at in the list, and the other way round, walks from one to the next, and keeps
// the address at what is chosen. Everything it does is there without it too: each attribution's address is a page with
// the same state. data-start and data-end count code points of the document's text, not the UTF-16 units of strings.

import { offerCopy, tell } from "./reading/chosen.ts";
import { gather, leave, offerGathering } from "./reading/gathering.ts";
import { listenForKeys } from "./reading/keys.ts";
import { PARTS, around, at, byId, chain, idOf, link, marks, pieces, rows } from "./reading/rows.ts";

const home = location.pathname.split("/").slice(0, 3).join("/");
const sideBySide = matchMedia("(min-width: 60rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

const first = rows.find((row) => row.classList.contains("lit"));
let chosen: string | null = first ? idOf(first) : null;
let lit = chosen;

const dim = (): void => {
  const classes = ["lit", "kin", ...PARTS.flatMap((part) => [`lit-${part}`, `kin-${part}`])];
  for (const element of [...rows, ...marks]) element.classList.remove(...classes);
};

const light = (id: string | null): void => {
  if (id === lit) return;
  lit = id;
  dim();
  if (id === null) return;
  for (const [state, ids] of [["kin", chain(id)], ["lit", [id]]] as const) {
    for (const each of ids) {
      byId.get(each)?.classList.add(state);
      for (const [mark, role] of pieces.get(each) ?? []) mark.classList.add(`${state}-${role}`);
    }
  }
};

const outOfSight = (element: Element, top: number, bottom: number): boolean => {
  const box = element.getBoundingClientRect();
  return box.top < top || box.bottom > bottom;
};

const show = (element: Element): void => {
  element.closest("details")?.setAttribute("open", "");
  if (outOfSight(element, 80, innerHeight - 120)) {
    element.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }
};

const showWords = (id: string): void => {
  const found = pieces.get(id)?.[0]?.[0];
  if (found) show(found);
};

// Only the list's own frame is moved, never the page below the pointer.
const showRow = (id: string): void => {
  const row = byId.get(id);
  const frame = row?.closest(".said");
  if (!row || !frame || !sideBySide.matches) return;
  const [inner, outer] = [row.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    frame.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
};

// The layers of marks that the address names stay in it, whatever is chosen.
const addressOf = (id: string | null): string => {
  const found = new URL(id === null ? home : (link(byId.get(id))?.href ?? home), location.href);
  found.search = location.search;
  return found.href;
};

const mark = (id: string | null): void => {
  chosen = id;
  light(id);
  document.querySelector(".spread")?.classList.toggle("chosen", id !== null);
  for (const row of rows) link(row)?.removeAttribute("aria-current");
  if (id !== null) link(byId.get(id))?.setAttribute("aria-current", "true");
  tell(id);
};

/** Chooses one, or none. A click can be gone back from; steps from one to the next are one place in the history. */
const choose = (id: string | null, kept = false): void => {
  const moved = addressOf(id);
  mark(id);
  if (kept && moved !== location.href) history.pushState(null, "", moved);
  else history.replaceState(null, "", moved);
};

const goTo = (id: string): void => {
  choose(id);
  link(byId.get(id))?.focus({ preventScroll: true });
  showRow(id);
  showWords(id);
};

const step = (by: number): void => {
  const here = at(lit);
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  if (next) goTo(idOf(next));
};

const outwards = (): void => {
  const outer = lit === null ? undefined : around(lit)[0];
  if (outer) goTo(outer);
};

const within = (target: EventTarget | null, selector: string): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null;

const pointedAt = (target: EventTarget | null): string | undefined =>
  within(target, ".text [data-for]")?.dataset["for"] ?? within(target, ".row")?.dataset["id"];

const plainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

const inChain = (target: EventTarget | null): string | undefined => {
  const lead = within(target, ".chain .hop > a");
  return lead instanceof HTMLAnchorElement ? lead.hash.slice("#w-".length) : undefined;
};

const clicked = (event: MouseEvent): void => {
  if (!plainClick(event) || within(event.target, ".told, .unplaced, .hop-facts")) return;
  const stepped = within(event.target, ".step-back, .step-on");
  const linked = inChain(event.target);
  const id = linked ?? pointedAt(event.target);
  if (within(event.target, "a[target]")) return;
  if (stepped) step(stepped.matches(".step-on") ? 1 : -1);
  else if (id && (linked || getSelection()?.isCollapsed !== false)) {
    choose(id === chosen && within(event.target, ".text") ? null : id, true);
  } else return;
  event.preventDefault();
  if (id && (linked || within(event.target, ".row"))) showWords(id);
  if (id && !within(event.target, ".row")) showRow(id);
};

const inList = (event: KeyboardEvent): boolean => within(event.target, ".said") !== null;

const KEYS: Record<string, (event: KeyboardEvent) => boolean | void> = {
  j: () => step(1),
  n: () => step(1),
  k: () => step(-1),
  p: () => step(-1),
  o: outwards,
  m: gather,
  ArrowDown: (event) => (inList(event) ? step(1) : false),
  ArrowUp: (event) => (inList(event) ? step(-1) : false),
  Escape: () => {
    if (leave()) return true;
    if (chosen === null) return false;
    choose(null);
    return true;
  },
};

const listen = (): void => {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const id = pointedAt(event.target);
    light(id ?? chosen);
    if (id && within(event.target, ".text")) showRow(id);
  });
  document.addEventListener("focusin", (event) => {
    const id = within(event.target, ".row")?.dataset["id"];
    if (!id) return;
    light(id);
    if (sideBySide.matches && within(event.target, ":focus-visible") === event.target) showWords(id);
  });
  document.addEventListener("click", clicked);
  addEventListener("popstate", () => {
    const id = location.pathname.split("/")[4] ?? null;
    mark(id !== null && byId.has(id) ? id : null);
    if (chosen !== null) {
      showRow(chosen);
      showWords(chosen);
    }
  });
};

listenForKeys(KEYS);
offerCopy();
offerGathering();
if (rows.length > 0) {
  listen();
  const named = location.hash.match(/^#[aw]-(.+)$/)?.[1];
  if (named && byId.has(named) && named !== chosen) choose(named);
  if (chosen !== null) showRow(chosen);
}
document.documentElement.dataset["ready"] = "";
