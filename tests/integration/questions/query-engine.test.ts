import { queryEngineContract, type WantedRows } from "../../contracts/query-engine.ts";
import { AskedLake } from "../../fixtures/asked-lake.ts";

queryEngineContract("DuckDB over a folder", async () => {
  const lake = await AskedLake.create();
  return {
    engine: lake.queries,
    results: lake.engines.results,
    sqlOf: (wanted) => Promise.resolve(valuesOf(wanted)),
    dispose: () => lake.dispose(),
  };
});

function valuesOf({ columns, rows }: WantedRows): string {
  const literal = (text: string | null) => (text === null ? "NULL" : `'${text.replaceAll("'", "''")}'`);
  const nothing = columns.map(() => "NULL").join(", ");
  const values = rows.map((row) => `(${row.map(literal).join(", ")})`).join(", ");
  const list = columns.map(({ name, type }) => `CAST("${name}" AS ${type}) AS "${name}"`).join(", ");
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const source = `VALUES ${values === "" ? `(${nothing})` : values}`;
  return `SELECT ${list} FROM (${source}) AS v(${names})${values === "" ? " WHERE false" : ""}`;
}
