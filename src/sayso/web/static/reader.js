// Lights up in the text what is pointed at in the list, and the other way round, and walks from one to the next.
// Everything it does is there without it too: each attribution's address is a page with the same state.
// data-start and data-end count code points of the document's text, not the UTF-16 units of JavaScript's strings.

const PARTS = ["source", "cue", "content"];
const rows = [...document.querySelectorAll(".said .row")];
const marks = [...document.querySelectorAll(".text [data-of]")];
const byId = new Map(rows.map((row) => [row.dataset.id, row]));
const home = location.pathname.split("/").slice(0, 3).join("/");
const sideBySide = matchMedia("(min-width: 60rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

const around = (id) => {
  const found = [];
  for (let row = byId.get(id); row?.dataset.outer; row = byId.get(row.dataset.outer)) found.push(row.dataset.outer);
  return found;
};

const chain = (id) => new Set([...around(id), ...[...byId.keys()].filter((other) => around(other).includes(id))]);

// Attribution → the elements that are part of it, with the part they are.
const pieces = new Map(rows.map((row) => [row.dataset.id, []]));
for (const mark of marks) {
  for (const piece of mark.dataset.of.split(" ").filter(Boolean)) {
    const [role, id] = piece.split(":");
    pieces.get(id)?.push([mark, role]);
  }
}

let chosen = rows.find((row) => row.classList.contains("lit"))?.dataset.id ?? null;
let lit = chosen;

const dim = () => {
  const classes = ["lit", "kin", ...PARTS.flatMap((part) => [`lit-${part}`, `kin-${part}`])];
  for (const element of [...rows, ...marks]) element.classList.remove(...classes);
};

const light = (id) => {
  if (id === lit) return;
  lit = id;
  dim();
  if (id === null) return;
  for (const [state, ids] of [["kin", chain(id)], ["lit", [id]]]) {
    for (const each of ids) {
      byId.get(each)?.classList.add(state);
      for (const [mark, role] of pieces.get(each) ?? []) mark.classList.add(`${state}-${role}`);
    }
  }
};

const scroll = (element, block) => element?.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });

const outOfSight = (element, top, bottom) => {
  const box = element.getBoundingClientRect();
  return box.top < top || box.bottom > bottom;
};

const showWords = (id) => {
  const [first] = pieces.get(id)?.[0] ?? [];
  if (!first) return;
  first.closest("details")?.setAttribute("open", "");
  if (outOfSight(first, 80, innerHeight - 120)) scroll(first, "center");
};

// Only the list's own frame is moved, never the page below the pointer.
const showRow = (id) => {
  const row = byId.get(id);
  const frame = row?.closest(".said");
  if (!row || !sideBySide.matches) return;
  const [inner, outer] = [row.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    frame.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
};

const link = (row) => row?.querySelector("a");

const tell = (id) => {
  const at = rows.indexOf(byId.get(id));
  for (const [name, row] of [["back", rows[at - 1]], ["on", rows[at + 1]]]) {
    const step = document.querySelector(`.step-${name}`);
    if (row) step.href = link(row).href;
    else step.removeAttribute("href");
  }
  const here = document.querySelector(".step-here");
  if (at < 0) {
    here.textContent = `${rows.length} ${rows.length === 1 ? "attribution" : "attributions"}`;
    return;
  }
  const number = document.createElement("b");
  const who = document.createElement("span");
  number.textContent = String(at + 1);
  who.className = "step-who";
  who.textContent = [".who", ".how"].map((part) => rows[at].querySelector(part).textContent).filter(Boolean).join(" · ");
  here.replaceChildren(number, ` of ${rows.length} `, who);
};

const choose = (id) => {
  chosen = id;
  light(id);
  document.querySelector(".spread").classList.toggle("chosen", id !== null);
  for (const row of rows) link(row).removeAttribute("aria-current");
  link(byId.get(id))?.setAttribute("aria-current", "true");
  tell(id);
  history.replaceState(null, "", id === null ? home : link(byId.get(id)).href);
};

const goTo = (id) => {
  choose(id);
  link(byId.get(id)).focus({ preventScroll: true });
  showRow(id);
  showWords(id);
};

const step = (by) => {
  const at = rows.indexOf(byId.get(lit));
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
  if (rows[next]) goTo(rows[next].dataset.id);
};

const pointedAt = (target) => target.closest?.(".text [data-for]")?.dataset.for ?? target.closest?.(".row")?.dataset.id;

const plainClick = (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

const listen = () => {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const id = pointedAt(event.target);
    light(id ?? chosen);
    if (id && event.target.closest(".text")) showRow(id);
  });
  document.addEventListener("focusin", (event) => {
    const id = event.target.closest(".row")?.dataset.id;
    if (!id) return;
    light(id);
    if (sideBySide.matches && event.target.matches(":focus-visible")) showWords(id);
  });
  document.addEventListener("click", (event) => {
    if (!plainClick(event) || event.target.closest(".told, .unplaced")) return;
    const stepped = event.target.closest(".step-back, .step-on");
    const outside = event.target.closest("a[target]");
    const id = pointedAt(event.target);
    if (outside) return;
    if (stepped) step(stepped.matches(".step-on") ? 1 : -1);
    else if (id && getSelection().isCollapsed) id === chosen && event.target.closest(".text") ? choose(null) : choose(id);
    else return;
    event.preventDefault();
    if (event.target.closest(".row")) showWords(id);
    else if (id) showRow(id);
  });
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const inList = event.target.closest(".said") !== null;
    if (event.key === "j" || (inList && event.key === "ArrowDown")) step(1);
    else if (event.key === "k" || (inList && event.key === "ArrowUp")) step(-1);
    else if (event.key === "Escape" && chosen !== null) choose(null);
    else return;
    event.preventDefault();
  });
};

if (rows.length > 0) {
  listen();
  const named = location.hash.match(/^#[aw]-(.+)$/)?.[1];
  if (named && byId.has(named) && named !== chosen) choose(named);
  if (chosen !== null) showRow(chosen);
  document.documentElement.dataset.ready = "";
}
