// What stands beside the list of the chosen attribution: the chain of who told whom, the citation, the way to the next.

import { at, byId, chain, cited, idOf, link, named, rows } from "./rows.ts";

const part = <Kind extends Element>(selector: string): Kind | null => document.querySelector<Kind>(selector);

const depthOf = (row: HTMLElement): number =>
  Number([...row.classList].find((name) => name.startsWith("depth-"))?.slice(6) ?? 0);

const copied = (row: HTMLElement, selector: string): Node[] => {
  const found = row.querySelector(selector);
  return found ? [found.cloneNode(true)] : [];
};

const hopOf = (row: HTMLElement, lit: boolean): HTMLLIElement => {
  const [item, lead, facts] = [document.createElement("li"), document.createElement("a"), document.createElement("div")];
  item.className = `hop depth-${depthOf(row) + 1}${lit ? " lit" : ""}`;
  lead.href = link(row)?.href ?? "";
  if (lit) lead.setAttribute("aria-current", "step");
  for (const selector of [".n", ".who", ".how", ".what"]) lead.append(...copied(row, selector), " ");
  facts.className = "hop-facts";
  facts.append(...[...row.querySelectorAll(".told > .facts")].map((each) => each.cloneNode(true)));
  item.append(lead, facts);
  return item;
};

const tellChain = (id: string | null): void => {
  const section = part<HTMLElement>(".chain");
  const list = section?.querySelector("ol");
  if (!section || !list) return;
  section.hidden = id === null;
  for (const old of [...list.children].slice(1)) old.remove();
  if (id === null) return;
  const wanted = chain(id).add(id);
  list.append(...rows.filter((row) => wanted.has(idOf(row))).map((row) => hopOf(row, idOf(row) === id)));
};

const tellCitation = (id: string | null): void => {
  const field = part<HTMLTextAreaElement>("#citation");
  const row = id === null ? undefined : byId.get(id);
  if (field) field.value = [field.dataset["page"] ?? "", row ? cited(row) : ""].filter(Boolean).join("\n");
};

const tellStep = (id: string | null): void => {
  const here = at(id);
  for (const [name, row] of [["back", rows[here - 1]], ["on", rows[here + 1]]] as const) {
    const step = part<HTMLAnchorElement>(`.step-${name}`);
    if (row) step?.setAttribute("href", link(row)?.href ?? "");
    else step?.removeAttribute("href");
    if (row) step?.removeAttribute("aria-disabled");
    else step?.setAttribute("aria-disabled", "true");
  }
  const told = part(".step-here");
  const row = rows[here];
  if (!row) {
    told?.replaceChildren(`${rows.length} ${rows.length === 1 ? "attribution" : "attributions"}`);
    return;
  }
  const [number, who] = [document.createElement("b"), document.createElement("span")];
  number.textContent = String(here + 1);
  who.className = "step-who";
  who.textContent = named(row);
  told?.replaceChildren(number, ` of ${rows.length} `, who);
};

export const tell = (id: string | null): void => {
  tellChain(id);
  tellCitation(id);
  tellStep(id);
};

/** Lets the citation be copied at a press; without a script it is selected and copied by hand. */
export const offerCopy = (): void => {
  const [button, field] = [part<HTMLButtonElement>(".cite .copy"), part<HTMLTextAreaElement>("#citation")];
  const status = part(".cite [role=status]");
  if (!button || !field) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status?.replaceChildren("Copied.");
    } catch {
      status?.replaceChildren("It is selected: copy it with the keys of your browser.");
    }
  });
};
