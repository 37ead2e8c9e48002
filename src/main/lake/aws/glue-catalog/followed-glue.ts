import type { GlueClient } from "@aws-sdk/client-glue";
import type { LakeDefinition } from "../../../../shared/domain/lake-definition.ts";
import type { TableCatalog } from "../../ports.ts";
import type { GlueCalls } from "./glue-calls.ts";
import { GlueTableCatalog } from "./glue-table-catalog.ts";

interface GlueLake {
  calls: GlueCalls;
  lakeId: string;
  /** Where the lake lives, `s3://bucket/prefix/`; zones are below it unless they have an address of their own. */
  location: string;
  definition: () => LakeDefinition;
  indexWorker: URL;
  indexPath: string;
}

/** Glue as the catalog of a lake, synced again and again until it is closed. */
export function followedGlue(
  client: GlueClient,
  { calls, lakeId, location, definition, indexWorker, indexPath }: GlueLake,
): { tables: TableCatalog; close: () => Promise<void> } {
  const closing = new AbortController();
  const tables = new GlueTableCatalog({
    client,
    calls,
    lakeId,
    lakeName: () => definition().name,
    zones: () =>
      definition().zones.map((zone) => ({
        id: zone.id,
        address: zone.location.startsWith("s3://") ? zone.location : location + zone.location,
      })),
    indexWorker,
    indexPath,
  });
  const following = tables.follow(closing.signal);
  return {
    tables,
    async close() {
      closing.abort();
      await following;
      await tables.close();
    },
  };
}
