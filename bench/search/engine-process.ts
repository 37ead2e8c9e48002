import { z } from "zod";
import { LakeshoreEngine } from "./lakeshore-engine.ts";
import { MiniSearchEngine } from "./minisearch-engine.ts";
import { measure } from "./measure.ts";

/** Measures one engine on one vocabulary in a process of its own, so that its memory is its own, and sends what it found. */
const [engine, vocabulary, count, buildOnly] = z
  .tuple([z.enum(["lakeshore", "minisearch"]), z.enum(["small", "large"]), z.coerce.number(), z.string()])
  .parse(process.argv.slice(2));
const made = engine === "lakeshore" ? new LakeshoreEngine() : new MiniSearchEngine();
try {
  process.send?.(measure(made, vocabulary, count, buildOnly === "build"));
} finally {
  made.close();
}
