// Writes beside the bundle whose work is in it, and on which terms: read from the packages that were really bundled.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const HEAD = `The islands of sayso (the scripts in this folder) hold parts of the packages below, on the terms that follow each.

The map of the world is made of Natural Earth's data, which are in the public domain (naturalearthdata.com), as packed in
world-atlas. Borders are drawn as Natural Earth draws them.
`;

interface Package {
  name: string;
  version: string;
  license?: string;
  author?: string | { name?: string };
}

/** A plugin that emits licences.txt. `assets` are packages of which files are copied rather than bundled. */
export function licences(assets: readonly string[]): Plugin {
  return {
    name: "licences",
    generateBundle(_, bundle) {
      const folders = new Set(assets.map((name) => join(import.meta.dirname, "node_modules", name)));
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        for (const id of Object.keys(file.modules)) {
          const folder = packageOf(id);
          if (folder !== undefined) folders.add(folder);
        }
      }
      const told = [...folders].map(entry).sort();
      this.emitFile({ type: "asset", fileName: "licences.txt", source: [HEAD, ...told].join("\n" + "-".repeat(80) + "\n\n") });
    },
  };
}

/** The folder of the package that a module stands in: the nearest one with a package.json that has a name. */
function packageOf(module: string): string | undefined {
  if (!module.includes("node_modules")) return undefined;
  for (let folder = dirname(module.replace(/^\0/, "")); folder.includes("node_modules"); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && "name" in (JSON.parse(readFileSync(file, "utf8")) as object)) return folder;
  }
  return undefined;
}

function entry(folder: string): string {
  const told = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
  const author = typeof told.author === "string" ? told.author : told.author?.name;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const terms = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return `${told.name} ${told.version}${author === undefined ? "" : `, ${author}`} (${told.license ?? "no licence named"})\n\n${terms}\n`;
}
