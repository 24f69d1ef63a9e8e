// Draws the ties of the system page as a network: actors as points in the colour of their bloc, ties as lines. Who
// chooses a line or an actor finds the words on which it rests beside it. All of it stands in the tables below too.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";

interface Actor { id: string; name: string; kind: string | null; bloc: number | null }
interface Words { words: string; by: string; page: boolean; kind: string; href: string }
interface Tie { one: string; other: string; sign: number; weight: number; kinds: string[]; count: number; words: Words[] }
interface Network { actors: Actor[]; ties: Tie[] }

const BLOCS = 6; // colours that the style sheet has for them
const ROUNDS = 260; // of the layout
const EASED = 3000; // ties from which the layout takes fewer rounds
const section = document.querySelector<HTMLElement>("[data-network]");
const canvas = section?.querySelector<HTMLElement>(".net-canvas");
const told = section?.querySelector<HTMLElement>(".net-told");

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const element = <K extends keyof HTMLElementTagNameMap>(tag: K, text = "", className = ""): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};

const name = (text: string): HTMLElement => element("bdi", text);

// Actors begin on a circle, bloc by bloc, so that the same network is always drawn the same.
const laid = (network: Network): Graph => {
  const graph = new Graph({ type: "undirected" });
  const order = [...network.actors].sort((one, other) => (one.bloc ?? BLOCS) - (other.bloc ?? BLOCS) || one.id.localeCompare(other.id));
  const degree = new Map<string, number>();
  for (const tie of network.ties) for (const end of [tie.one, tie.other]) degree.set(end, (degree.get(end) ?? 0) + 1);
  order.forEach((actor, i) => {
    const angle = (2 * Math.PI * i) / order.length;
    graph.addNode(actor.id, {
      label: actor.name,
      x: Math.cos(angle),
      y: Math.sin(angle),
      size: 4 + 2 * Math.sqrt(degree.get(actor.id) ?? 0),
      color: actor.bloc === null ? colour("faint") : colour(`b${actor.bloc % BLOCS}`),
    });
  });
  for (const tie of network.ties) {
    if (!graph.hasNode(tie.one) || !graph.hasNode(tie.other) || graph.hasEdge(tie.one, tie.other)) continue;
    graph.addEdgeWithKey(`${tie.one} ${tie.other}`, tie.one, tie.other, {
      size: 1 + 1.5 * Math.min(2, tie.weight),
      color: colour(tie.sign < 0 ? "against" : "with"),
      weight: tie.sign < 0 ? 0.2 : 1.5, // those who stand against each other are told together, but drawn apart
    });
  }
  forceAtlas2.assign(graph, {
    iterations: network.ties.length > EASED ? 80 : ROUNDS,
    getEdgeWeight: "weight",
    settings: { ...forceAtlas2.inferSettings(graph), gravity: 1.2, barnesHutOptimize: graph.order > 150, adjustSizes: false },
  });
  return graph;
};

const show = (network: Network, box: HTMLElement, panel: HTMLElement): void => {
  const names = new Map(network.actors.map((actor) => [actor.id, actor.name]));
  const graph = laid(network);
  let chosen: string | null = null;
  let over: string | null = null;
  const near = (node: string): boolean => {
    const at = chosen ?? over;
    return at === null || at === node || (graph.hasNode(at) ? graph.areNeighbors(at, node) : graph.extremities(at).includes(node));
  };
  const drawn = (edge: string): boolean => {
    const at = chosen ?? over;
    return at === null || at === edge || (graph.hasNode(at) && graph.extremities(edge).includes(at));
  };
  const faded = colour("rule");
  const sigma = new Sigma(graph, box, {
    enableEdgeEvents: true,
    labelColor: { color: colour("ink") },
    labelFont: "system-ui, sans-serif",
    labelSize: 13,
    labelDensity: 1,
    labelRenderedSizeThreshold: graph.order > 80 ? 7 : 5,
    minCameraRatio: 0.05,
    maxCameraRatio: 3,
    nodeReducer: (node, data) => (near(node) ? data : { ...data, color: faded, label: "" }),
    edgeReducer: (edge, data) => (drawn(edge) ? data : { ...data, hidden: true }),
    // The name of the one pointed at, on a plate in the page's own colours.
    defaultDrawNodeHover: (context, data, settings) => {
      if (!data.label) return;
      context.font = `${settings.labelSize}px ${settings.labelFont}`;
      const width = context.measureText(data.label).width;
      context.fillStyle = colour("paper");
      context.fillRect(data.x + data.size + 1, data.y - 11, width + 8, 22);
      context.fillStyle = colour("ink");
      context.fillText(data.label, data.x + data.size + 5, data.y + 5);
    },
  });

  const tieWords = (tie: Tie): HTMLElement[] => {
    const head = element("h4");
    const how = `${tie.sign < 0 ? "against" : "with"}: ${tie.kinds.join(", ") || "told"}, ${tie.count}×`;
    head.append(name(names.get(tie.one) ?? tie.one), " – ", name(names.get(tie.other) ?? tie.other), element("span", ` ${how}`, "by"));
    const list = element("ul", "", "quotes");
    for (const each of tie.words) {
      const item = element("li");
      const link = element("a", "", "to-words");
      link.href = each.href;
      const quote = element("q", each.words);
      quote.dir = "auto";
      link.append(quote);
      const by = element("span", "", "by");
      by.append(name(each.by || "the page"), ` · ${each.kind}`);
      item.append(link, " ", by);
      list.append(item);
    }
    return [head, list];
  };

  const tell = (): void => {
    if (chosen === null) {
      panel.replaceChildren(element("p", "Choose a line or an actor: the words on which it rests stand here.", "aside"));
    } else if (graph.hasNode(chosen)) {
      const head = element("h3");
      const link = element("a", "", "actor");
      link.href = `/actors/${encodeURIComponent(chosen)}`;
      link.append(name(names.get(chosen) ?? chosen));
      head.append(link);
      const ties = network.ties.filter((tie) => tie.one === chosen || tie.other === chosen);
      panel.replaceChildren(head, ...ties.slice(0, 20).flatMap(tieWords));
    } else {
      const tie = network.ties.find((each) => `${each.one} ${each.other}` === chosen);
      panel.replaceChildren(...(tie ? tieWords(tie) : []));
    }
    sigma.refresh({ skipIndexation: true });
  };
  const choose = (what: string | null): void => {
    chosen = chosen === what ? null : what;
    tell();
  };
  const point = (what: string | null): void => {
    over = what;
    box.classList.toggle("pointing", what !== null);
    sigma.refresh({ skipIndexation: true });
  };
  sigma.on("clickNode", ({ node }) => { choose(node); });
  sigma.on("clickEdge", ({ edge }) => { choose(edge); });
  sigma.on("clickStage", () => { choose(null); });
  sigma.on("enterNode", ({ node }) => { point(node); });
  sigma.on("leaveNode", () => { point(null); });
  sigma.on("enterEdge", ({ edge }) => { point(edge); });
  sigma.on("leaveEdge", () => { point(null); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { location.reload(); });

  const buttons = element("div", "", "net-buttons");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 0 } : { duration: 250 };
  for (const [sign, label, act] of [
    ["+", "Nearer", () => sigma.getCamera().animatedZoom(still)],
    ["−", "Farther", () => sigma.getCamera().animatedUnzoom(still)],
    ["⤢", "The whole network", () => sigma.getCamera().animatedReset(still)],
  ] as const) {
    const button = element("button", sign);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => void act());
    buttons.append(button);
  }
  box.append(buttons);
  box.dataset["drawn"] = String(graph.order);
};

const start = async (): Promise<void> => {
  if (!section || !canvas || !told) return;
  try {
    const answer = await fetch(section.dataset["network"] ?? "", { headers: { accept: "application/json" } });
    const network = (await answer.json()) as Network;
    if (answer.status === 200 && network.ties.length > 0) {
      show(network, canvas, told);
      return;
    }
  } catch {
    // No WebGL, or no answer: the tables say the same.
  }
  section.hidden = true;
};

void start();
