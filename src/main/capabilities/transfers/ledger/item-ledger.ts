import { setImmediate as nextTurn } from "node:timers/promises";
import type { ConflictPolicy } from "../../../../shared/contract/transfers.ts";
import type { AppErrorData } from "../../../../shared/domain/app-error.ts";
import { nameFold } from "../../../../shared/domain/portable-names.ts";
import type { AppDatabase } from "../../../state/app-database.ts";
import { type ItemOutcome, type LedgerItem, LedgerItemState, itemFromRow } from "./ledger-rows.ts";
import { SLICE_ROWS, inSlices } from "./slices.ts";

/** What a plan knows of an item. */
export type NewItem = Pick<
  LedgerItem,
  "position" | "path" | "source" | "size" | "modified" | "existing" | "decision" | "numbered"
>;

/** Files of one state: how many, and their bytes. Empty folders are not counted. */
export interface ItemCount {
  state: LedgerItemState;
  files: number;
  bytes: number;
}

const changes = ({ changes: count }: { changes: number | bigint }) => Number(count);

/**
 * The files of uploads, kept in `app.db` so that 100,000 of them need no memory and survive the end of the app. Indexes are
 * named: without statistics SQLite takes the primary key, and reads every item of the upload for each one it looks up.
 */
export class ItemLedger {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
  }

  /** Path of an item of the upload that is the same name as `path` where case and spelling of accents do not count. */
  twin(uploadId: string, path: string): string | null {
    const row = this.#sql(
      "SELECT path FROM upload_item INDEXED BY upload_item_by_fold WHERE upload_id = ? AND fold = ? LIMIT 1",
    ).get(uploadId, nameFold(path));
    return row ? String(row["path"]) : null;
  }

  add(uploadId: string, items: readonly NewItem[]): void {
    const insert = this.#sql(
      `INSERT INTO upload_item (upload_id, position, path, fold, source, size, modified, existing, decision, numbered)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#database.transaction(() => {
      for (const item of items) {
        const { position, path, source, size, modified, existing, decision, numbered } = item;
        const fold = nameFold(path);
        insert.run(uploadId, position, path, fold, source, size, modified, existing, decision, numbered ? 1 : 0);
      }
    });
  }

  /** Decisions for single paths; an item that has to keep another's name free keeps its own. */
  decide(uploadId: string, perPath: Readonly<Record<string, ConflictPolicy>>): void {
    const decide = this.#sql(
      `UPDATE upload_item INDEXED BY upload_item_by_fold SET decision = ?
       WHERE upload_id = ? AND fold = ? AND path = ? AND decision IS NULL`,
    );
    for (const [path, policy] of Object.entries(perPath)) decide.run(policy, uploadId, nameFold(path), path);
  }

  counts(uploadId: string): ItemCount[] {
    return this.#sql(
      `SELECT state, COUNT(*) AS files, SUM(size) AS bytes FROM upload_item
       WHERE upload_id = ? AND substr(path, -1) <> '/' GROUP BY state`,
    )
      .all(uploadId)
      .map((row) => ({
        state: LedgerItemState.parse(row["state"]),
        files: Number(row["files"]),
        bytes: Number(row["bytes"]),
      }));
  }

  total(): number {
    return Number(this.#sql("SELECT COUNT(*) AS n FROM upload_item").get()?.["n"]);
  }

  /** Takes the next waiting items of a kind off the queue. */
  claim(uploadId: string, kind: "path" | "stream", limit: number): LedgerItem[] {
    return this.#sql(
      `UPDATE upload_item SET state = 'claimed' WHERE upload_id = ?1 AND position IN
         (SELECT position FROM upload_item INDEXED BY upload_item_by_state
          WHERE upload_id = ?1 AND state = 'waiting' AND (source IS NULL) = ?2 ORDER BY position LIMIT ?3)
       RETURNING *`,
    )
      .all(uploadId, kind === "stream" ? 1 : 0, limit)
      .map(itemFromRow)
      .toSorted((a, b) => a.position - b.position);
  }

  /**
   * Writes outcomes down, without waiting for the disk: what a power failure takes of them leaves items that are claimed,
   * and those are looked for at the destination before they are sent again.
   */
  settle(uploadId: string, outcomes: readonly ItemOutcome[]): void {
    const update = this.#sql(
      `UPDATE upload_item SET state = ?, size = ?, sent = ?, stored_as = ?, replaced = ?, error = ?, doubtful = ?, recorded = 0
       WHERE upload_id = ? AND position = ?`,
    );
    this.#database.unsyncedTransaction(() => {
      for (const { state, size, sent, storedAs, replaced, error, doubtful, position } of outcomes) {
        const problem = error === null ? null : JSON.stringify(error);
        update.run(state, size, sent, storedAs, replaced ? 1 : 0, problem, doubtful ? 1 : 0, uploadId, position);
      }
    });
  }

  /** Keeps what a store needs to go on with a file that breaks off. */
  keepResume(uploadId: string, position: number, resume: string | null): void {
    this.#sql("UPDATE upload_item SET resume = ? WHERE upload_id = ? AND position = ?").run(resume, uploadId, position);
  }

  /** Items after a position, in order. */
  page(uploadId: string, after: number, limit: number): LedgerItem[] {
    return this.#sql("SELECT * FROM upload_item WHERE upload_id = ? AND position > ? ORDER BY position LIMIT ?")
      .all(uploadId, after, limit)
      .map(itemFromRow);
  }

  ofState(uploadId: string, state: LedgerItemState, limit: number): LedgerItem[] {
    return this.#sql(
      "SELECT * FROM upload_item INDEXED BY upload_item_by_state WHERE upload_id = ? AND state = ? ORDER BY position LIMIT ?",
    )
      .all(uploadId, state, limit)
      .map(itemFromRow);
  }

  find(uploadId: string, position: number): LedgerItem | null {
    const row = this.#sql("SELECT * FROM upload_item WHERE upload_id = ? AND position = ?").get(uploadId, position);
    return row ? itemFromRow(row) : null;
  }

  /**
   * Puts items back into the queue that a run has claimed and could not write down, because it was killed or its disk was
   * full; they may have been stored. Not for an upload that runs.
   */
  unclaim(uploadId: string): void {
    this.#sql("UPDATE upload_item SET state = 'waiting', doubtful = 1 WHERE upload_id = ? AND state = 'claimed'").run(
      uploadId,
    );
  }

  /** Ends every waiting item, or those that the browser would have to send. */
  async endWaiting(
    uploadId: string,
    outcome: { state: "failed" | "cancelled"; error: AppErrorData | null },
    which: "all" | "streams",
  ): Promise<void> {
    const some = this.#sql(
      `UPDATE upload_item SET state = ?2, error = ?3, recorded = 0 WHERE upload_id = ?1 AND position IN
         (SELECT position FROM upload_item INDEXED BY upload_item_by_state WHERE upload_id = ?1 AND state = 'waiting'
          AND (?4 = 'all' OR source IS NULL) LIMIT ${SLICE_ROWS})`,
    );
    const error = outcome.error === null ? null : JSON.stringify(outcome.error);
    await inSlices(() => changes(some.run(uploadId, outcome.state, error, which)));
  }

  /**
   * Puts failed items back into the queue. Files are then taken as they are, because a person has asked for that after
   * being told what happened; the browser is asked again for those it has to send.
   */
  async requeueFailed(uploadId: string): Promise<void> {
    const some = this.#sql(
      `UPDATE upload_item SET state = 'waiting', error = NULL, sent = 0, doubtful = 1, modified = NULL
       WHERE upload_id = ?1 AND position IN
         (SELECT position FROM upload_item INDEXED BY upload_item_by_state WHERE upload_id = ?1 AND state = 'failed' LIMIT ${SLICE_ROWS})`,
    );
    await inSlices(() => changes(some.run(uploadId)));
  }

  /** Puts one failed or cancelled item back into the queue. */
  requeue(uploadId: string, position: number): void {
    this.#sql(
      `UPDATE upload_item SET state = 'waiting', error = NULL, sent = 0, doubtful = 1, modified = NULL
       WHERE upload_id = ? AND position = ?`,
    ).run(uploadId, position);
  }

  /** Outcomes that no event of the journal has told yet, in order. */
  unrecorded(uploadId: string, after: number, limit: number): LedgerItem[] {
    return this.#sql(
      `SELECT * FROM upload_item WHERE upload_id = ? AND position > ? AND recorded = 0
         AND state IN ('done', 'skipped', 'failed', 'cancelled') ORDER BY position LIMIT ?`,
    )
      .all(uploadId, after, limit)
      .map(itemFromRow);
  }

  async markRecorded(uploadId: string, through: number): Promise<void> {
    const some = this.#sql(
      `UPDATE upload_item SET recorded = 1 WHERE upload_id = ? AND position > ? AND position <= ?
         AND state IN ('done', 'skipped', 'failed', 'cancelled')`,
    );
    for (let from = 0; from < through; from += SLICE_ROWS) {
      some.run(uploadId, from, Math.min(from + SLICE_ROWS, through));
      await nextTurn();
    }
  }

  #sql(text: string) {
    return this.#database.sql.prepare(text);
  }
}
