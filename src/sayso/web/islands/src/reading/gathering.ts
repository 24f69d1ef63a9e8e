// Adds an attribution that was missed by selecting its words in the text. Offsets count code points of the document's
// text; the server finds the words there, or asks which are meant.

import { PARTS, type Part } from "./rows.ts";

const fields = { source: ["source"], cue: ["cue"], content: ["content", "content2", "content3"] } as const;

const bar = document.querySelector<HTMLElement>(".gather");
const missed = document.querySelector<HTMLDetailsElement>("details#missed");
const form = missed?.querySelector("form") ?? null;

interface Selected {
  words: string;
  start: number;
}

const points = (text: string): number => [...text].length;

// Where an end of a selection is in the document's text: behind the words that its block has before it.
const offsetOf = (block: HTMLElement, node: Node, offset: number): number => {
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, offset);
  return Number(block.dataset["start"]) + points(before.toString());
};

const blockOf = (node: Node): HTMLElement | null =>
  (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>(".text .block") ?? null;

const selected = (): Selected | null => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const block = blockOf(range.startContainer);
  const text = range.toString();
  if (!block || !blockOf(range.endContainer) || !text.trim()) return null;
  const blank = text.length - text.trimStart().length;
  return { words: text.trim(), start: offsetOf(block, range.startContainer, range.startOffset) + blank };
};

const field = (name: string): HTMLTextAreaElement | null =>
  form?.querySelector<HTMLTextAreaElement>(`textarea[name="${name}"]`) ?? null;
const offset = (name: string): HTMLInputElement | null =>
  form?.querySelector<HTMLInputElement>(`input[name="${name}_at"]`) ?? null;

const fill = (part: Part, { words, start }: Selected): void => {
  const names = fields[part];
  const name = names.find((each) => !field(each)?.value) ?? names[names.length - 1] ?? part;
  const [box, where] = [field(name), offset(name)];
  if (!box || !where || !missed) return;
  box.value = words;
  where.value = String(start);
  box.closest("details")?.setAttribute("open", "");
  missed.open = true;
  missed.classList.add("gathering");
};

const hide = (): void => {
  if (bar) bar.hidden = true;
};

const offer = (): void => {
  const found = selected();
  const selection = getSelection();
  if (!bar || !found || !selection) return hide();
  const box = selection.getRangeAt(0).getBoundingClientRect();
  bar.hidden = false;
  const left = Math.min(Math.max(8, box.left), innerWidth - bar.offsetWidth - 8);
  const above = box.top - bar.offsetHeight - 8;
  bar.style.left = `${Math.max(8, left)}px`;
  bar.style.top = `${above > 64 ? above : Math.min(box.bottom + 8, innerHeight - bar.offsetHeight - 8)}px`;
};

/** Opens the form where it can be filled in while the text is in sight. */
export const gather = (): void => {
  if (!missed) return;
  missed.open = true;
  missed.classList.add("gathering");
  field("source")?.focus();
};

/** Closes it; true if it was open. */
export const leave = (): boolean => {
  hide();
  if (!missed?.classList.contains("gathering")) return false;
  missed.classList.remove("gathering");
  missed.open = false;
  return true;
};

export const offerGathering = (): void => {
  if (!bar || !form || !missed) return;
  document.addEventListener("selectionchange", () => {
    if (!selected()) hide();
  });
  document.addEventListener("pointerup", (event) => {
    if (!(event.target instanceof Element && event.target.closest(".gather"))) setTimeout(offer);
  });
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey || event.key === "Shift") offer();
  });
  addEventListener("scroll", hide, { passive: true });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  for (const button of bar.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const found = selected();
      const part = PARTS.find((each) => each === button.value);
      if (found && part) fill(part, found);
      getSelection()?.removeAllRanges();
      hide();
    });
  }
  for (const name of Object.values(fields).flat()) {
    field(name)?.addEventListener("input", () => {
      const where = offset(name);
      if (where) where.value = "";
    });
  }
  missed.addEventListener("toggle", () => {
    if (!missed.open) missed.classList.remove("gathering");
  });
};
