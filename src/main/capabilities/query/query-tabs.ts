import { z } from "zod";
import type { QueryTab, TabChanges } from "../../../shared/contract/query.ts";
import { AthenaOptions, EngineKind } from "../../../shared/domain/athena.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { mergedTabOrder } from "../../../shared/domain/tab-order.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { jsonOrNull, textOrNull } from "./row-values.ts";

export interface OpenTabs {
  tabs: QueryTab[];
  activeId: string | null;
}

const ExecutionIds = z.array(z.string());

/** The editor tabs that are open in each lake. */
export class QueryTabs {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
  }

  read(lakeId: string): OpenTabs {
    const rows = this.#database.sql.prepare("SELECT * FROM query_tab WHERE lake_id = ? ORDER BY position").all(lakeId);
    const active = rows.find((row) => row["is_active"] === 1) ?? rows[0];
    return { tabs: rows.map(fromRow), activeId: active ? String(active["id"]) : null };
  }

  /**
   * Takes over what one window changed, all or none; the tabs of other windows stay. Only what changed is written: the
   * text of a tab may have megabytes, and tabs are saved as a person types. INVALID_INPUT when two tabs have one id.
   */
  save(lakeId: string, { changed, closed, order, activeId }: TabChanges): void {
    const ids = new Set(changed.map(({ id }) => id));
    if (ids.size < changed.length) throw new AppError("INVALID_INPUT", "Two tabs have the same id.");
    this.#database.transaction(() => {
      const { sql } = this.#database;
      const known = sql.prepare("SELECT id FROM query_tab WHERE lake_id = ? ORDER BY position").all(lakeId);
      const knownIds = known.map(({ id }) => String(id));
      const close = sql.prepare("DELETE FROM query_tab WHERE lake_id = ? AND id = ?");
      for (const id of closed) close.run(lakeId, id);
      const put = sql.prepare(
        `INSERT INTO query_tab (lake_id, id, position, is_active, title, saved_id, execution_ids, engine, athena, sql)
         VALUES (?, ?, 0, 0, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (lake_id, id) DO UPDATE SET
           title = excluded.title, saved_id = excluded.saved_id, execution_ids = excluded.execution_ids,
           engine = excluded.engine, athena = excluded.athena, sql = excluded.sql`,
      );
      for (const { id, title, savedId, executionIds, engine, athena, sql: text } of changed) {
        const options = athena && JSON.stringify(athena);
        put.run(lakeId, id, title, savedId, JSON.stringify(executionIds), engine, options, text);
      }
      const gone = new Set(closed);
      const open = new Set([...knownIds.filter((id) => !gone.has(id)), ...ids]);
      const place = sql.prepare(
        `UPDATE query_tab SET position = ?1, is_active = ?2
         WHERE lake_id = ?3 AND id = ?4 AND (position, is_active) IS NOT (?1, ?2)`,
      );
      mergedTabOrder(knownIds, order, open).forEach((id, position) =>
        place.run(position, id === activeId ? 1 : 0, lakeId, id),
      );
    });
  }
}

function fromRow(row: Record<string, unknown>): QueryTab {
  return {
    id: String(row["id"]),
    title: String(row["title"]),
    sql: String(row["sql"]),
    executionIds: ExecutionIds.parse(JSON.parse(String(row["execution_ids"]))),
    savedId: textOrNull(row["saved_id"]),
    engine: EngineKind.nullable().parse(row["engine"]),
    athena: jsonOrNull(row["athena"], AthenaOptions),
  };
}
