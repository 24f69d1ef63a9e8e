// What a page shows of an address, changed in place: the parts marked data-swap are taken from the page that the server
// makes of the new address, so that what is seen is always what the address says.

type Shown = (page: Document) => void;

let asked: AbortController | undefined;
let here = place();

function place(): string {
  return location.pathname + location.search;
}

/** Calls `shown` with the server's page whenever another address is shown, also when going back or forward. */
export function follow(shown: Shown): (address: string) => Promise<void> {
  addEventListener("popstate", () => {
    if (place() !== here) void bring(place(), false, shown); // else only what follows the # has changed
  });
  return (address) => bring(address, true, shown);
}

/** Changes the address without asking for anything: of what is no question to the server. */
export function note(address: string): void {
  history.replaceState(null, "", address);
  here = place();
}

async function bring(address: string, push: boolean, shown: Shown): Promise<void> {
  asked?.abort();
  asked = new AbortController();
  document.documentElement.classList.add("asking");
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || page.getElementById("main") === null) throw new Error(`answered ${answer.status}`);
    if (push) history.pushState(null, "", address);
    here = place();
    swap(page);
    shown(page);
    document.documentElement.classList.remove("asking");
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    location.assign(address); // the server's own page tells what is wrong
  }
}

function swap(page: Document): void {
  const folded = new Map([...document.querySelectorAll("[data-swap] details[class]")].map(stateOf));
  for (const old of document.querySelectorAll("[data-swap]")) {
    const fresh = page.getElementById(old.id);
    if (fresh === null) continue;
    for (const each of fresh.querySelectorAll<HTMLDetailsElement>("details[class]")) {
      each.open = folded.get(each.className) ?? each.open;
    }
    old.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  const told = document.getElementById("told");
  if (told !== null) told.textContent = document.querySelector("h1")?.textContent ?? "";
}

function stateOf(fold: Element): [string, boolean] {
  return [fold.className, (fold as HTMLDetailsElement).open];
}

/** The address of this page with some parameters changed, or taken away by null; it begins at the beginning again. */
export function changed(changes: Readonly<Record<string, string | null>>, from: string = place()): string {
  const address = new URL(from, location.origin);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address.pathname + address.search;
}

/** What a JSON route answers. */
export async function data<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return (await answer.json()) as T;
}
