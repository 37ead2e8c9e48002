import type { ConflictPolicy } from "../../../../shared/contract/transfers.ts";
import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import type { AppDatabase } from "../../../state/app-database.ts";
import { ItemLedger } from "./item-ledger.ts";
import { type LedgerUpload, type LedgerUploadState, uploadFromRow } from "./ledger-rows.ts";
import { ledgerMigrations } from "./ledger-tables.ts";
import { SLICE_ROWS, inSlices } from "./slices.ts";

/** The uploads that `app.db` knows: planned, moving, paused and ended ones. It survives the end of the app. */
export class UploadLedger {
  readonly items: ItemLedger;
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    database.migrate(ledgerMigrations);
    this.#database = database;
    this.items = new ItemLedger(database);
  }

  add(upload: Pick<LedgerUpload, "id" | "lakeId" | "zoneId" | "path" | "sources">): void {
    this.#database.sql
      .prepare(
        `INSERT INTO upload (id, lake_id, zone_id, path, state, created_at, sources)
         VALUES (?, ?, ?, ?, 'planning', ?, ?)`,
      )
      .run(
        upload.id,
        upload.lakeId,
        upload.zoneId,
        upload.path,
        new Date().toISOString(),
        JSON.stringify(upload.sources),
      );
  }

  /** Oldest first. */
  list(): LedgerUpload[] {
    return this.#database.sql.prepare("SELECT * FROM upload ORDER BY created_at, id").all().map(uploadFromRow);
  }

  find(id: string): LedgerUpload | null {
    const row = this.#database.sql.prepare("SELECT * FROM upload WHERE id = ?").get(id);
    return row ? uploadFromRow(row) : null;
  }

  planned(id: string, leftOut: number): void {
    this.#database.sql.prepare("UPDATE upload SET state = 'planned', left_out = ? WHERE id = ?").run(leftOut, id);
  }

  /** Turns a plan into an upload, with what was decided for names that are taken. */
  start(id: string, policy: ConflictPolicy, perPath: Readonly<Record<string, ConflictPolicy>>): LedgerUpload {
    const now = new Date().toISOString();
    return this.#database.transaction(() => {
      const row = this.#database.sql
        .prepare("UPDATE upload SET state = 'running', policy = ?, created_at = ? WHERE id = ? RETURNING *")
        .get(policy, now, id);
      if (!row) throw new Error(`the ledger has no plan ${id}`);
      this.items.decide(id, perPath);
      return uploadFromRow(row);
    });
  }

  setState(id: string, state: LedgerUploadState, error: AppErrorData | null): void {
    this.#database.sql
      .prepare("UPDATE upload SET state = ?, error = ? WHERE id = ?")
      .run(state, error === null ? null : JSON.stringify(error), id);
  }

  setWarnings(id: string, warnings: readonly string[]): void {
    this.#database.sql.prepare("UPDATE upload SET warnings = ? WHERE id = ?").run(JSON.stringify(warnings), id);
  }

  /** Forgets an upload with all its items. */
  async drop(id: string): Promise<void> {
    const some = this.#database.sql.prepare(
      `DELETE FROM upload_item WHERE upload_id = ?1 AND position IN
         (SELECT position FROM upload_item WHERE upload_id = ?1 LIMIT ${SLICE_ROWS})`,
    );
    await inSlices(() => Number(some.run(id).changes));
    this.#database.sql.prepare("DELETE FROM upload WHERE id = ?").run(id);
  }
}
