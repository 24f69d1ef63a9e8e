// Every file right under src/ is an island: src/name.ts becomes /static/islands/name.js, a module that a page loads by
// that name. What several share, or load later, goes into chunks. Nothing is inlined: the pages' policy forbids it.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig } from "vite";
import { licences } from "./licences.ts";

const here = import.meta.dirname;
const islands = readdirSync(join(here, "src"), { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
  .map((entry) => [basename(entry.name, ".ts"), join(here, "src", entry.name)]);

export default defineConfig({
  root: here,
  base: "/static/islands/",
  publicDir: false,
  plugins: [licences(["world-atlas"])],
  build: {
    outDir: process.env["SAYSO_ISLANDS_OUT"] ?? join(here, "..", "static", "islands"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: Object.fromEntries(islands),
      output: {
        format: "es",
        entryFileNames: "[name].js",
        chunkFileNames: "chunk-[name]-[hash].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
