import { z } from "zod";
import type { QueryTab } from "../../../shared/contract/query.ts";
import { AthenaOptions, EngineKind } from "../../../shared/domain/athena.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
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
    const active = rows.find((row) => row["is_active"] === 1);
    return { tabs: rows.map(fromRow), activeId: active ? String(active["id"]) : null };
  }

  /**
   * Replaces the open tabs, all or none. A tab that did not change is not written again: the text of one may have
   * megabytes, and tabs are saved as a person types. INVALID_INPUT when two tabs have one id.
   */
  save(lakeId: string, { tabs, activeId }: OpenTabs): void {
    const ids = tabs.map(({ id }) => id);
    if (new Set(ids).size < ids.length) throw new AppError("INVALID_INPUT", "Two tabs have the same id.");
    this.#database.transaction(() => {
      const { sql } = this.#database;
      sql
        .prepare("DELETE FROM query_tab WHERE lake_id = ? AND id NOT IN (SELECT value FROM json_each(?))")
        .run(lakeId, JSON.stringify(ids));
      const put = sql.prepare(
        `INSERT INTO query_tab (lake_id, id, position, is_active, title, saved_id, execution_ids, engine, athena, sql)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (lake_id, id) DO UPDATE SET position = excluded.position, is_active = excluded.is_active,
           title = excluded.title, saved_id = excluded.saved_id, execution_ids = excluded.execution_ids,
           engine = excluded.engine, athena = excluded.athena, sql = excluded.sql
         WHERE (position, is_active, title, saved_id, execution_ids, engine, athena, sql) IS NOT
           (excluded.position, excluded.is_active, excluded.title, excluded.saved_id, excluded.execution_ids,
            excluded.engine, excluded.athena, excluded.sql)`,
      );
      tabs.forEach((tab, position) => {
        const { id, title, savedId, engine } = tab;
        const executionIds = JSON.stringify(tab.executionIds);
        const athena = tab.athena && JSON.stringify(tab.athena);
        const isActive = id === activeId ? 1 : 0;
        put.run(lakeId, id, position, isActive, title, savedId, executionIds, engine, athena, tab.sql);
      });
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
