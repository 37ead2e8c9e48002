import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRecipes } from "../../src/renderer/features/catalog/access-code/access-recipes.ts";
import { accessSubject } from "../../src/renderer/features/catalog/access-code/access-subject.ts";
import { kindOfType } from "../../src/shared/domain/columns.ts";
import { TableEntry } from "../../src/shared/domain/table-entry.ts";

/** The code that a person takes away for DuckDB, run by a DuckDB that knows nothing of the lake. */

let folder = "";
let instance: DuckDBInstance;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "lakeshore-access-")));
  instance = await DuckDBInstance.create(":memory:");
});
afterAll(async () => {
  instance.closeSync();
  await rm(folder, { recursive: true, force: true });
});

test("a text file comes with its dialect, and its codes keep their zeros", async () => {
  const location = "it's [2024]/caf\u00e9.csv";
  await write(location, "a;zip;price;day\n'x;y';01234;3,5;31.12.2024\n");
  const table = entry({
    location,
    format: "delimited",
    columns: { a: "VARCHAR", zip: "VARCHAR", price: "DECIMAL(9,2)", day: "DATE" },
    readOptions: {
      delimiter: ";",
      quote: "'",
      escape: "'",
      header: "true",
      decimalSeparator: ",",
      dateFormat: "%d.%m.%Y",
    },
  });
  expect(await rowsOf(table)).toEqual([{ a: "x;y", zip: "01234", price: "3.50", day: "2024-12-31" }]);
});

test("delimiters that cannot be seen, and files without a header", async () => {
  await write("tabs.tsv", "1\tb\n");
  await write("marks.txt", "1\u0001b\n");
  const columns = { n: "INTEGER", 'odd "name"': "VARCHAR" };
  const readOptions = { quote: "", escape: "", header: "false" };
  const tabs = entry({
    location: "tabs.tsv",
    format: "delimited",
    columns,
    readOptions: { ...readOptions, delimiter: "\t" },
  });
  const marks = entry({
    location: "marks.txt",
    format: "delimited",
    columns,
    readOptions: { ...readOptions, delimiter: "\u0001" },
  });
  expect(await rowsOf(tabs)).toEqual([{ n: 1, 'odd "name"': "b" }]);
  expect(await rowsOf(marks)).toEqual([{ n: 1, 'odd "name"': "b" }]);
});

test("partitions are columns of their own type, whatever lies beside the part files", async () => {
  const part = join(folder, "sales", "code=007", "part-0.parquet");
  await mkdir(join(part, ".."), { recursive: true });
  await ask(`COPY (SELECT 1 AS id) TO '${part}' (FORMAT parquet)`);
  await write("sales/_SUCCESS", "");
  const table = entry({
    location: "sales/",
    format: "parquet",
    columns: { id: "INTEGER", code: "VARCHAR" },
    partitionKeys: ["code"],
  });
  expect(await rowsOf(table)).toEqual([{ id: 1, code: "007" }]);
});

test("a folder of NDJSON", async () => {
  await write("events/a.ndjson", '{"id": 1}\n');
  await write("events/b.ndjson", '{"id": 2}\n');
  const table = entry({ location: "events/", format: "ndjson", columns: { id: "BIGINT" } });
  expect(await rowsOf(table)).toHaveLength(2);
});

interface Draft {
  location: string;
  format: TableEntry["format"];
  columns: Record<string, string>;
  partitionKeys?: string[];
  readOptions?: Record<string, string>;
}

function entry({ location, format, columns, partitionKeys = [], readOptions = {} }: Draft): TableEntry {
  return TableEntry.parse({
    zoneId: "raw",
    name: "t",
    location,
    format,
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, kind: kindOfType(type) })),
    partitionKeys,
    description: "",
    readOptions,
    revision: 1,
    updatedAt: null,
  });
}

async function write(path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, text);
}

async function rowsOf(table: TableEntry) {
  const subject = accessSubject({
    table,
    place: { kind: "folder", path: folder },
    definition: {
      format: 1,
      id: "00000000-0000-4000-8000-000000000000",
      name: "Lake",
      zones: [{ id: "raw", title: "Raw", kind: "raw", location: "", order: 0, description: "" }],
    },
    connection: null,
    firstFile: null,
  });
  const recipe = subject && accessRecipes(subject).find(({ id }) => id === "duckdb");
  if (recipe?.content.kind !== "code") throw new Error("There is no code.");
  return ask(recipe.content.text);
}

async function ask(sql: string) {
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjectsJson();
  connection.closeSync();
  return rows;
}
