import { globSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { findSemantics } from "../../src/main/semantics/index.ts";
import { kindOfType } from "../../src/shared/domain/columns.ts";
import { isPersonalKind, BuiltInKind, type SemanticFinding } from "../../src/shared/domain/semantics.ts";

const sampleLake = fileURLToPath(new URL("../../resources/sample-lake", import.meta.url));

interface Found {
  dataset: string;
  column: string;
  findings: readonly SemanticFinding[];
}

/** What the first rows of each Parquet and JSON file mean. */
async function findings(): Promise<Found[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  const found: Found[] = [];
  for (const file of globSync("**/*.{parquet,json,ndjson}", { cwd: sampleLake })) {
    const [zone = "", dataset = ""] = file.split(sep);
    if (zone.startsWith(".")) continue;
    const source = `'${join(sampleLake, file)}'`;
    const types = await connection.run(`SELECT * FROM ${source} LIMIT 0`);
    const columns = types.columnNames().map((name, at) => ({ name, type: String(types.columnType(at)) }));
    const texts = columns.map(({ name, type }) => {
      const value = `"${name.replaceAll('"', '""')}"`;
      return `CAST(${kindOfType(type) === "nested" ? `to_json(${value})` : value} AS VARCHAR)`;
    });
    const read = await connection.run(`SELECT ${texts.join(", ")} FROM ${source} LIMIT 300`);
    const rows = await read.getRows();
    for (const [at, { name, type }] of columns.entries()) {
      const values = rows.map((row) => (row[at] === null ? null : String(row[at])));
      const column = { name, type: { kind: kindOfType(type), type }, values };
      const context = { table: dataset, classifiers: [] };
      found.push({ dataset, column: name, findings: findSemantics(column, context) });
    }
  }
  connection.closeSync();
  return found;
}

it("finds the people in the sample lake, and takes none of its other columns for personal data", async () => {
  const found = await findings();
  expect(found.length).toBeGreaterThan(200);
  const personal = found.filter((column) => column.findings.some((finding) => finding.personal));
  expect(new Set(personal.map(({ dataset, column }) => `${dataset}: ${column.toLowerCase()}`))).toEqual(
    new Set(["movies: director"]),
  );
  expect(new Set(personal.flatMap((column) => column.findings.map(({ kind }) => kind)))).toEqual(
    new Set(["person-name"]),
  );
  const kinds = new Set<string>(found.flatMap((column) => column.findings.map(({ kind }) => kind)));
  const expected = ["latitude", "longitude", "country", "postal-code", "date", "date-time", "year", "amount", "url"];
  expect([...kinds]).toEqual(expect.arrayContaining(expected));
  expect(BuiltInKind.options.filter((kind) => isPersonalKind(kind) && kinds.has(kind))).toEqual(["person-name"]);
});
