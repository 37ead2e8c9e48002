import { z } from "zod";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { warmer } from "./heat.ts";
import type { TableFacts } from "./index-protocol.ts";

/** What was written by `putFacts`. */
const Stored = z.object({
  owner: z.string().exactOptional(),
  certification: z.enum(["certified", "warning", "deprecated"]).exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  classifications: z.array(z.string()).exactOptional(),
  terms: z.array(z.string()).exactOptional(),
  rating: z.object({ mean: z.number(), count: z.number() }).exactOptional(),
  heat: z.number().exactOptional(),
  bytes: z.number().exactOptional(),
  modified: z.number().exactOptional(),
  texts: z.array(z.string()).exactOptional(),
});

/** What all sources together say of a table; null when none does. */
export function knownFacts(database: IndexDatabase, zone: string, name: string): TableFacts | null {
  const rows = database.all("SELECT facts FROM fact WHERE zone = ? AND name = ?", zone, name);
  if (rows.length === 0) return null;
  const facts: TableFacts = {};
  for (const row of rows) {
    const { heat, ...told } = Stored.parse(JSON.parse(String(row["facts"])));
    Object.assign(facts, told);
    // Uses of every source add up.
    if (heat !== undefined) facts.heat = warmer(facts.heat ?? 0, heat);
  }
  return facts;
}
