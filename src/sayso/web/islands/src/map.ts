// The map, drawn: where events are told to be. What it shows and which area is asked for stand in the address.
import { changed, data, follow, note } from "./lib/showing.ts";
import { written } from "./map/area.ts";
import { WorldMap } from "./map/drawing.ts";
import type { Told } from "./map/gathering.ts";
import { outlines } from "./map/world.ts";

const section = document.getElementById("map");
if (section !== null) void start(section);

async function start(section: HTMLElement): Promise<void> {
  let source = section.dataset["source"] ?? "";
  const world = outlines();
  const first = data<Told>(source);
  const show = follow((page) => {
    const fresh = page.getElementById("map");
    section.dataset["area"] = fresh?.dataset["area"] ?? "";
    void renew(fresh?.dataset["source"] ?? "");
  });
  const map = new WorldMap(section, await world, {
    area: (area) => void show(changed({ area: area === undefined ? null : written(area) })),
    place: (address) => void show(changed({ at: null }, address)),
    at: (at) => note(changed({ at })),
  });
  map.draw(await first, section.dataset["area"], new URLSearchParams(location.search).get("at"));
  for (const fold of document.querySelectorAll<HTMLDetailsElement>(".table-fold")) fold.open = false;

  async function renew(next: string): Promise<void> {
    const other = next !== source;
    source = next;
    const told = other ? await data<Told>(next) : undefined;
    if (source === next) map.draw(told, section.dataset["area"], new URLSearchParams(location.search).get("at"));
  }
}
