import { existsSync, globSync } from "node:fs";
import { basename, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";
import { noncePlaceholder } from "./src/main/hosts/content-security-policy.ts";

const at = (path: string) => resolve(import.meta.dirname, path);

/** Programs of main: both hosts, the engine's process and the workers. Each is loaded by its path under out/main. */
const programs = {
  index: at("src/main/index.ts"),
  web: at("src/main/web.ts"),
  "engine/entry": at("src/main/engine/entry.ts"),
  ...Object.fromEntries(
    globSync("src/main/workers/*-worker.ts", { cwd: import.meta.dirname }).map((path) => [
      `workers/${basename(path, ".ts")}`,
      at(path),
    ]),
  ),
};

/**
 * Both hosts serve the page from the root of an origin, also for addresses inside the app. electron-vite sets the base
 * to "./", which is meant for pages of file:.
 */
const rootedBase: Plugin = { name: "lakeshore:rooted-base", enforce: "post", config: () => ({ base: "/" }) };

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(programs).filter(([, path]) => existsSync(path))),
        output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file (electronjs.org/docs/latest/tutorial/esm).
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at("src/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: at("src/renderer"),
    plugins: [react(), rootedBase],
    html: { cspNonce: noncePlaceholder },
    build: {
      minify: true,
      rolldownOptions: { input: at("src/renderer/index.html") },
      // Data URLs and files must pass the same policy: keep all of them files.
      assetsInlineLimit: 0,
    },
  },
});
