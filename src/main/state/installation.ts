import { randomUUID } from "node:crypto";
import type { AppDatabase } from "./app-database.ts";

/** Made once for a user-data folder; names this installation as a writer in the journals of lakes. */
export function installationId(database: AppDatabase): string {
  database.migrate({
    capability: "installation",
    steps: ["CREATE TABLE installation (only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL) STRICT"],
  });
  database.sql.prepare("INSERT OR IGNORE INTO installation VALUES (1, ?)").run(randomUUID());
  return String(database.sql.prepare("SELECT id FROM installation").get()?.["id"]);
}
