// Shows what stands at the words that are pointed at, lights up what belongs together, and remembers which layers of
// marks are shown. All that it shows stands in the list below the text too, where a link leads from the words of each.

const KEPT = "sayso.layers";
const ROLES = ["event", "place", "date", "figure"];
const boxes = [...document.querySelectorAll(".layers input")];
const marks = [...document.querySelectorAll(".text [data-things]")];
const entries = new Map([...document.querySelectorAll(".thing")].map((entry) => [entry.id.slice(2), entry]));

// role:id → the elements that are part of it.
const pieces = new Map();
for (const mark of marks) {
  for (const piece of mark.dataset.things.split(" ")) pieces.set(piece, [...(pieces.get(piece) ?? []), mark]);
}

const shown = (role) => boxes.some((box) => box.value === role && box.checked);

const hidden = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
};

const remember = () => {
  const off = [...hidden().filter((role) => !boxes.some((box) => box.value === role)),
    ...boxes.filter((box) => !box.checked).map((box) => box.value)];
  try {
    localStorage.setItem(KEPT, JSON.stringify(off));
  } catch {
    // Where nothing may be kept, the next page shows all layers.
  }
};

let lit = [];

const dim = () => {
  for (const [element, name] of lit) element.classList.remove(name);
  lit = [];
};

const add = (element, name) => {
  element.classList.add(name);
  lit.push([element, name]);
};

const light = (ids) => {
  dim();
  for (const id of ids) {
    const entry = entries.get(id);
    if (entry) add(entry, "lit");
    for (const piece of entry?.dataset.lights?.split(" ") ?? []) {
      const role = piece.split(":")[0];
      for (const mark of pieces.get(piece) ?? []) add(mark, ROLES.includes(role) ? "near" : `near-${role}`);
    }
  }
};

// The layers' things at an element, the ones with the fewest words first.
const at = (element) => {
  const found = (element?.dataset.things ?? "").split(" ").map((piece) => piece.split(":"));
  const size = ([role, id]) => (pieces.get(`${role}:${id}`) ?? []).reduce((sum, each) => sum + each.textContent.length, 0);
  const wanted = found.filter(([role]) => ROLES.includes(role) && shown(role)).sort((one, other) => size(one) - size(other));
  return [...new Set(wanted.map(([, id]) => id))];
};

const card = document.createElement("div");
card.className = "card";
card.hidden = true;
card.setAttribute("aria-hidden", "true"); // it repeats what stands in the list
document.body.append(card);

// A row of a table, as names and values; an event as it stands in the list. Ids are not doubled.
const told = (entry) => {
  const made = document.createElement(entry.matches("tr") ? "dl" : "div");
  if (entry.matches("tr")) {
    made.className = "plain";
    const names = [...entry.closest("table").querySelectorAll("thead th")];
    [...entry.cells].forEach((cell, number) => {
      if (number === 0 || !cell.textContent.trim()) return; // the words themselves are under the pointer
      const [name, value] = [document.createElement("dt"), document.createElement("dd")];
      name.textContent = names[number].textContent;
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      made.append(name, value);
    });
  } else {
    made.append(...[...entry.childNodes].map((node) => node.cloneNode(true)));
  }
  return made;
};

const place = (element, x) => {
  const boxes = [...element.getClientRects()];
  const box = boxes.find((each) => x >= each.left && x <= each.right) ?? boxes[0];
  const below = box.bottom + 10;
  const fits = below + card.offsetHeight < innerHeight;
  card.style.left = `${Math.max(16, Math.min(box.left, innerWidth - card.offsetWidth - 16))}px`;
  card.style.top = `${fits ? below : Math.max(8, box.top - card.offsetHeight - 10)}px`;
};

let over = null;

const close = () => {
  if (over === null) return;
  over = null;
  card.hidden = true;
  dim();
};

const open = (element, x) => {
  const ids = at(element);
  const key = ids.join(" ");
  if (!key) return close();
  if (key === over) return;
  over = key;
  light(ids);
  card.replaceChildren(...ids.map((id) => entries.get(id)).filter(Boolean).map(told));
  card.hidden = false;
  place(element, x);
};

for (const box of boxes) {
  box.checked = !hidden().includes(box.value);
  box.addEventListener("change", () => {
    remember();
    close();
  });
}

document.addEventListener("pointerover", (event) => {
  const mark = event.target.closest?.(".text [data-things]");
  const entry = event.target.closest?.(".things .thing");
  if (mark) open(mark, event.clientX);
  else {
    close();
    if (entry) light([entry.id.slice(2)]);
    else dim();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
addEventListener("scroll", close, { passive: true });

// Who comes to the words of one thing finds it lit and its layer shown.
const arrive = () => {
  const id = location.hash.match(/^#m-(.+)$/)?.[1];
  const entry = id && entries.get(id);
  if (!entry) return;
  const role = entry.dataset.lights?.split(":")[0];
  for (const box of boxes) if (box.value === role) box.checked = true;
  document.getElementById(`m-${id}`)?.closest("details")?.setAttribute("open", "");
  light([id]);
};

addEventListener("hashchange", arrive);
arrive();
