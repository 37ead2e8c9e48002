import type { Database } from "@aws-sdk/client-glue";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { GlueService } from "../glue-service.ts";
import type { TableIndexClient } from "../index-database/table-index-client.ts";
import { factsOfTable } from "../mapping/table-facts.ts";

/** Databases that are read at once; calls of one API are limited further by their own pace. */
const DATABASES_AT_ONCE = 4;

/** Parameter of the database in which tables of a zone are registered: the lake's id and the zone's, as "lake/zone". */
export const ZONE_PARAMETER = "lakeshore.zone";

export interface SyncProblem {
  database: string;
  error: AppError;
}

interface SyncOptions {
  lakeId: string;
  signal: AbortSignal;
  onProgress: (tables: number) => void;
}

/**
 * Makes the index what Glue is now. Glue has no "changed since", so that everything is listed, a page at a time, and only
 * what differs is written. A database that cannot be read keeps what was known of it, and the others go on.
 */
export async function syncCatalog(
  service: GlueService,
  index: TableIndexClient,
  { lakeId, signal, onProgress }: SyncOptions,
): Promise<{ changed: number; problems: SyncProblem[] }> {
  await index.request({ kind: "begin-sync" }, { signal });
  const databases: { name: string; zoneId: string | null }[] = [];
  for await (const page of service.databases(signal)) databases.push(...page.flatMap((found) => known(found, lakeId)));
  let { changed } = await index.request({ kind: "set-databases", databases }, { signal });
  let tables = 0;
  const problems: SyncProblem[] = [];
  const waiting = databases.map(({ name }) => name);
  const failing = new AbortController();
  const together = AbortSignal.any([signal, failing.signal]);
  const read = async (): Promise<void> => {
    for (let database = waiting.shift(); database !== undefined; database = waiting.shift()) {
      try {
        changed += await syncDatabase(service, index, database, together, (more) => onProgress((tables += more)));
      } catch (error) {
        if (error instanceof AppError && isOfOneDatabase(error)) problems.push({ database, error });
        else {
          failing.abort(error);
          throw error;
        }
      }
    }
  };
  // All are waited for, so that nothing of this sync comes behind its end.
  await Promise.allSettled(Array.from({ length: DATABASES_AT_ONCE }, read));
  if (failing.signal.aborted) throw failing.signal.reason;
  await index.request({ kind: "end-sync", at: new Date().toISOString() }, { signal });
  return { changed, problems };
}

async function syncDatabase(
  service: GlueService,
  index: TableIndexClient,
  database: string,
  signal: AbortSignal,
  onPage: (tables: number) => void,
): Promise<number> {
  let changed = 0;
  for await (const page of service.tables(database, signal)) {
    // Links of Lake Formation carry the name of their target's database, not of the one they are in.
    const tables = page.map((table) => ({ ...factsOfTable(table), database }));
    changed += (await index.request({ kind: "sync-tables", database, tables }, { signal })).changed;
    onPage(page.length);
  }
  return changed + (await index.request({ kind: "end-database", database }, { signal })).changed;
}

function known({ Name, Parameters }: Database, lakeId: string): { name: string; zoneId: string | null }[] {
  if (Name === undefined) return [];
  const [lake, zoneId = null] = (Parameters?.[ZONE_PARAMETER] ?? "").split("/");
  return [{ name: Name, zoneId: lake === lakeId ? zoneId : null }];
}

/** Without a sign-in or a network no other database would fare better. */
function isOfOneDatabase({ code }: AppError): boolean {
  return !(code === "CANCELLED" || code === "AUTH_REQUIRED" || code === "UNAVAILABLE" || code === "TIMEOUT");
}
