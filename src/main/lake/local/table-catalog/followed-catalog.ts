import { isCancellation } from "../../../../shared/domain/app-error.ts";
import { log } from "../../../log.ts";
import type { ObjectStore, TableCatalog } from "../../ports.ts";
import { LocalTableCatalog } from "./local-table-catalog.ts";

/** The catalog that a lake keeps in itself, which follows what other apps write to it until it is closed. */
export function followedCatalog(
  objects: ObjectStore,
  lakeId: string,
): { tables: TableCatalog; close: () => Promise<void> } {
  const closing = new AbortController();
  const tables = new LocalTableCatalog(objects);
  const following = tables.follow(closing.signal).catch((error: unknown) => {
    if (!isCancellation(error)) log("warn", "the catalog is not followed", { lake: lakeId, error });
  });
  return {
    tables,
    async close() {
      closing.abort();
      await following;
    },
  };
}
