// Shows what stands at the words that are pointed at, lights up what belongs together, and remembers which layers of
// marks are shown, in the address too. All that it shows stands in the list below the text, where a link leads from the
// words of each.

const KEPT = "sayso.layers";
const ROLES = ["event", "place", "date", "figure", "wording"];

const boxes = [...document.querySelectorAll<HTMLInputElement>(".layers input[type=checkbox]")];
const marks = [...document.querySelectorAll<HTMLElement>(".text [data-things]")];
const entries = new Map([...document.querySelectorAll<HTMLElement>(".thing")].map((entry) => [entry.id.slice(2), entry]));

const words = (list: string | undefined): string[] => (list ?? "").split(" ").filter(Boolean);

// role:id → the elements that are part of it.
const pieces = new Map<string, HTMLElement[]>();
for (const mark of marks) {
  for (const piece of words(mark.dataset["things"])) pieces.set(piece, [...(pieces.get(piece) ?? []), mark]);
}

const shown = (role: string): boolean => boxes.some((box) => box.value === role && box.checked);

const hidden = (): string[] => {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
};

const remember = (): void => {
  const off = [
    ...hidden().filter((role) => !boxes.some((box) => box.value === role)),
    ...boxes.filter((box) => !box.checked).map((box) => box.value),
  ];
  try {
    localStorage.setItem(KEPT, JSON.stringify(off));
  } catch {
    // Where nothing may be kept, the next page shows all layers.
  }
};

const named = (): string[] | null => {
  const layers = new URLSearchParams(location.search).getAll("layers");
  return layers.length === 0 ? null : layers.flatMap((each) => each.split(","));
};

const name = (): void => {
  const on = boxes.filter((box) => box.checked).map((box) => box.value);
  history.replaceState(history.state, "", `${location.pathname}?layers=${on.join(",")}${location.hash}`);
};

let lit: [Element, string][] = [];

const dim = (): void => {
  for (const [element, given] of lit) element.classList.remove(given);
  lit = [];
};

const add = (element: Element, given: string): void => {
  element.classList.add(given);
  lit.push([element, given]);
};

const light = (ids: Iterable<string>): void => {
  dim();
  for (const id of ids) {
    const entry = entries.get(id);
    if (entry) add(entry, "lit");
    for (const piece of words(entry?.dataset["lights"])) {
      const role = piece.split(":")[0] ?? "";
      for (const mark of pieces.get(piece) ?? []) add(mark, ROLES.includes(role) ? "near" : `near-${role}`);
    }
  }
};

const sizeOf = (piece: string): number =>
  (pieces.get(piece) ?? []).reduce((sum, each) => sum + (each.textContent ?? "").length, 0);

// The layers' things at an element, the ones with the fewest words first.
const at = (element: HTMLElement): string[] => {
  const wanted = words(element.dataset["things"]).filter((piece) => {
    const role = piece.split(":")[0] ?? "";
    return ROLES.includes(role) && shown(role);
  });
  wanted.sort((one, other) => sizeOf(one) - sizeOf(other));
  return [...new Set(wanted.map((piece) => piece.split(":")[1] ?? ""))];
};

const card = document.createElement("div");
card.className = "card";
card.hidden = true;
card.setAttribute("aria-hidden", "true"); // it repeats what stands in the list
document.body.append(card);

const copies = (nodes: Iterable<Node>): Node[] => [...nodes].map((node) => node.cloneNode(true));

// A row of a table, as names and values; an event as it stands in the list. Ids are not doubled.
const told = (entry: HTMLElement): HTMLElement => {
  if (!(entry instanceof HTMLTableRowElement)) {
    const made = document.createElement("div");
    made.append(...copies(entry.childNodes));
    return made;
  }
  const made = document.createElement("dl");
  made.className = "plain";
  const names = [...(entry.closest("table")?.querySelectorAll("thead th") ?? [])];
  [...entry.cells].forEach((cell, number) => {
    if (number === 0 || !cell.textContent?.trim()) return; // the words themselves are under the pointer
    const [term, value] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = names[number]?.textContent ?? "";
    value.append(...copies(cell.childNodes));
    made.append(term, value);
  });
  return made;
};

const place = (element: Element, x: number): void => {
  const rects = [...element.getClientRects()];
  const box = rects.find((each) => x >= each.left && x <= each.right) ?? rects[0];
  if (!box) return;
  const below = box.bottom + 10;
  const fits = below + card.offsetHeight < innerHeight;
  card.style.left = `${Math.max(16, Math.min(box.left, innerWidth - card.offsetWidth - 16))}px`;
  card.style.top = `${fits ? below : Math.max(8, box.top - card.offsetHeight - 10)}px`;
};

let over: string | null = null;

const close = (): void => {
  if (over === null) return;
  over = null;
  card.hidden = true;
  dim();
};

const open = (element: HTMLElement, x: number): void => {
  const ids = at(element);
  const key = ids.join(" ");
  if (!key) return close();
  if (key === over) return;
  over = key;
  light(ids);
  card.replaceChildren(...ids.flatMap((id) => entries.get(id) ?? []).map(told));
  card.hidden = false;
  place(element, x);
};

// From one event in the text to the next one, or back.
const events = [...document.querySelectorAll<HTMLElement>(".text .layer-event[data-label]")];
let walked = -1;
let settled = 0; // until when the page scrolls by itself, which closes no card

const walk = (by: number): void => {
  const next = walked < 0 && by < 0 ? events.length - 1 : walked + by;
  const event = events[next];
  if (!event) return;
  walked = next;
  const box = boxes.find((each) => each.value === "event");
  if (box) box.checked = true;
  event.closest("details")?.setAttribute("open", "");
  settled = performance.now() + 500;
  event.scrollIntoView({ block: "center" });
  close();
  open(event, event.getBoundingClientRect().left);
};

const still = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, dialog") !== null;

const pressed = (event: KeyboardEvent): void => {
  if (event.key === "Escape") close();
  if (event.metaKey || event.ctrlKey || event.altKey || still(event.target)) return;
  if (document.querySelector<HTMLInputElement>("#keys-on")?.checked === false) return;
  const box = /^[1-9]$/.test(event.key) ? boxes[Number(event.key) - 1] : undefined;
  if (box) box.click();
  else if (event.key === "e" || event.key === "E") walk(event.key === "e" ? 1 : -1);
};

const asked = named();
const off = hidden();
for (const box of boxes) {
  box.checked = asked === null ? !off.includes(box.value) : asked.includes(box.value);
  box.addEventListener("change", () => {
    remember();
    name();
    close();
  });
}
if (asked === null && boxes.some((box) => !box.checked)) name();
for (const button of document.querySelectorAll<HTMLElement>(".layers .keep")) button.hidden = true;

document.addEventListener("pointerover", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const mark = target?.closest<HTMLElement>(".text [data-things]");
  const entry = target?.closest(".things .thing");
  if (mark) open(mark, event.clientX);
  else {
    close();
    if (entry) light([entry.id.slice(2)]);
    else dim();
  }
});
document.addEventListener("keydown", pressed);
addEventListener(
  "scroll",
  () => {
    if (performance.now() > settled) close();
  },
  { passive: true },
);

// Who comes to the words of one thing finds it lit and its layer shown.
const arrive = (): void => {
  const id = location.hash.match(/^#m-(.+)$/)?.[1];
  const entry = id ? entries.get(id) : undefined;
  if (!id || !entry) return;
  const role = entry.dataset["lights"]?.split(":")[0];
  for (const box of boxes) if (box.value === role) box.checked = true;
  document.getElementById(`m-${id}`)?.closest("details")?.setAttribute("open", "");
  light([id]);
};

addEventListener("hashchange", arrive);
addEventListener("popstate", () => {
  const again = named();
  if (again) for (const box of boxes) box.checked = again.includes(box.value);
});
arrive();

export {};
