// A few words beside the mark that is pointed at or has the focus. They repeat the mark's own label, so a reader of the
// screen needs no more than that.
import { html } from "./elements.ts";

export class Tip {
  private readonly box = html("div", { class: "tip", "aria-hidden": "true", hidden: "" });

  /** A tip for the marks within `ground`: elements with data-tip, the lines of which it shows. */
  constructor(private readonly ground: HTMLElement) {
    ground.append(this.box);
    for (const kind of ["pointerover", "focusin"]) {
      ground.addEventListener(kind, (event) => this.show((event.target as Element).closest("[data-tip]")));
    }
    for (const kind of ["pointerleave", "focusout"]) ground.addEventListener(kind, () => this.hide());
    ground.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
  }

  hide(): void {
    this.box.hidden = true;
  }

  private show(mark: Element | null): void {
    if (mark === null) return this.hide();
    const lines = (mark.getAttribute("data-tip") ?? "").split("\n");
    this.box.replaceChildren(...lines.map((line) => html("p", { dir: "auto" }, line)));
    this.box.hidden = false;
    const at = mark.getBoundingClientRect();
    const ground = this.ground.getBoundingClientRect();
    const left = at.left + at.width / 2 - ground.left - this.box.offsetWidth / 2;
    const top = at.top - ground.top - this.box.offsetHeight - 6;
    this.box.style.left = `${Math.max(0, Math.min(left, ground.width - this.box.offsetWidth))}px`;
    this.box.style.top = `${top < 0 ? at.bottom - ground.top + 6 : top}px`;
  }
}
