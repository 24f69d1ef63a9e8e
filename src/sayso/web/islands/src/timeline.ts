// The time line, drawn: above it all of the time there is, to choose from; beneath it a lane for each type, actor or
// publisher. What is told closely enough stands as columns, what is told less closely lies as a bar as long as that.
import { changed, data, follow } from "./lib/showing.ts";
import { Timeline, type Told } from "./time/drawing.ts";

const section = document.getElementById("time");
if (section !== null) void start(section);

async function start(section: HTMLElement): Promise<void> {
  const show = follow((page) => {
    const fresh = page.getElementById("time");
    for (const name of ["data-source", "data-whole", "data-what", "data-list"]) {
      section.setAttribute(name, fresh?.getAttribute(name) ?? "");
    }
    void draw();
  });
  const timeline = new Timeline(section, (changes) => void show(changed(changes)));

  async function draw(): Promise<void> {
    const { source, whole } = section.dataset;
    if (!source || !whole) return;
    const [told, all] = await Promise.all([data<Told>(source), source === whole ? undefined : data<Told>(whole)]);
    if (source !== section.dataset["source"]) return; // another address is shown by now
    timeline.draw(told, all ?? told, new URLSearchParams(location.search));
  }

  await draw();
  for (const fold of document.querySelectorAll<HTMLDetailsElement>(".table-fold")) fold.open = false;
}
