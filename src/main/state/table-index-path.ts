import { join } from "node:path";

/** Where what is known of the tables of a catalog service is kept for a lake; may be deleted between two runs. */
export function tableIndexPath(indexFolder: string, lakeId: string): string {
  return join(indexFolder, `${lakeId}-glue.db`);
}
