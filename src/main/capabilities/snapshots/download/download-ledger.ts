import { z } from "zod";
import type { AppDatabase } from "../../../state/app-database.ts";

/** What a person asked to be downloaded, and where to. */
export const DownloadOrder = z.object({
  zoneId: z.string(),
  paths: z.array(z.string()),
  target: z.object({ kind: z.enum(["file", "folder"]), path: z.string() }),
});
export type DownloadOrder = z.infer<typeof DownloadOrder>;

/** Downloads that have not come to an end, so that the next run of the app goes on with them. */
export class DownloadLedger {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
    database.migrate({
      capability: "downloads",
      steps: [`CREATE TABLE download (id TEXT PRIMARY KEY, lake_id TEXT NOT NULL, wanted TEXT NOT NULL) STRICT`],
    });
  }

  add(id: string, lakeId: string, order: DownloadOrder): void {
    this.#database.sql.prepare("INSERT INTO download VALUES (?, ?, ?)").run(id, lakeId, JSON.stringify(order));
  }

  /** In the order in which they were asked for. */
  of(lakeId: string): { id: string; order: DownloadOrder }[] {
    const rows = this.#database.sql
      .prepare("SELECT id, wanted FROM download WHERE lake_id = ? ORDER BY rowid")
      .all(lakeId);
    return rows.map((row) => ({
      id: String(row["id"]),
      order: DownloadOrder.parse(JSON.parse(String(row["wanted"]))),
    }));
  }

  remove(id: string): void {
    this.#database.sql.prepare("DELETE FROM download WHERE id = ?").run(id);
  }

  forget(lakeId: string): void {
    this.#database.sql.prepare("DELETE FROM download WHERE lake_id = ?").run(lakeId);
  }
}
