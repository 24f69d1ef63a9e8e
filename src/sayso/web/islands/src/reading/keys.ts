// What single keys do on the page of a document. They can be switched off, and never are in the way of typing.

const KEPT = "sayso.keys";

const dialog = document.querySelector<HTMLDialogElement>("#keys");
const box = document.querySelector<HTMLInputElement>("#keys-on");

const kept = (): string | null => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

const typing = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, dialog") !== null;

/** Calls what a key stands for; an action that returns false leaves the key to the browser. */
export const listenForKeys = (actions: Readonly<Record<string, (event: KeyboardEvent) => boolean | void>>): void => {
  if (box) {
    box.checked = kept() !== "off";
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(KEPT, box.checked ? "on" : "off");
      } catch {
        // Where nothing may be kept, it holds for this page.
      }
    });
  }
  const help = (): void => dialog?.showModal();
  const opener = document.querySelector<HTMLButtonElement>(".to-keys");
  if (opener) opener.hidden = false;
  opener?.addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    if (event.key.length === 1 && box && !box.checked) return;
    const action = event.key === "?" ? help : actions[event.key];
    if (action && action(event) !== false) event.preventDefault();
  });
};
