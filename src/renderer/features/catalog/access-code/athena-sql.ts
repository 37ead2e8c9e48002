import type { AccessSubject } from "./access-subject.ts";
import { type Obstacle, obstacle } from "./access-recipe.ts";
import { sqlIdentifier } from "./literals.ts";

/** A question for Athena; a table with partitions gets a filter to fill in, since what is read is paid for. */
export function athenaSql({ table }: AccessSubject): string | Obstacle {
  const { catalogName, partitionKeys } = table;
  if (catalogName === null) return obstacle("Athena knows tables of the Glue Data Catalog, and this one is not there.");
  const name = `${sqlIdentifier(catalogName.database)}.${sqlIdentifier(catalogName.table)}`;
  const columns = table.columns.slice(0, LISTED).map(({ name: column }) => `  ${sqlIdentifier(column)}`);
  const list = table.columns.length > LISTED || columns.length === 0 ? "  *" : columns.join(",\n");
  const filter = partitionKeys.map((key) => `-- WHERE ${sqlIdentifier(key)} = …  reads this partition only`);
  return [`SELECT\n${list}`, `FROM ${name}`, ...filter.slice(0, 1), "LIMIT 100;"].join("\n");
}

/** Columns that are written out; more are "*". */
const LISTED = 50;
