import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAGIC, ParquetFooter } from "./parquet-footer.ts";
import { readStruct, type ThriftStruct, writeStruct } from "./thrift-compact.ts";

let folder: string;
let duckdb: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-footer-"));
  duckdb = await (await DuckDBInstance.create()).connect();
});
afterAll(async () => {
  duckdb.closeSync();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

async function made(name: string, select: string, options = ""): Promise<{ bytes: Buffer; footer: Buffer }> {
  await duckdb.run(`COPY (${select}) TO '${at(name)}' (FORMAT parquet ${options})`);
  const bytes = await readFile(at(name));
  const length = bytes.readUInt32LE(bytes.length - 8);
  return { bytes, footer: bytes.subarray(bytes.length - 8 - length, bytes.length - 8) };
}

function parsed(bytes: Uint8Array): ParquetFooter {
  const footer = ParquetFooter.parse(bytes);
  if (!footer) throw new Error("the footer was not understood");
  return footer;
}

const rows = async (sql: string) => (await duckdb.runAndReadAll(sql)).getRows();

const types = `SELECT i AS id, 'text ' || i AS name, {a: i, b: [i, i * 2], c: {d: 'x'}} AS nested, MAP {i: 'v'} AS m,
  (i / 7)::DECIMAL(30, 5) AS price, NULL::DATE AS nothing, i % 2 = 0 AS flag FROM range(10000) t(i)`;

describe("Thrift's compact protocol", () => {
  it("is written as it was read, with fields that nobody knows", async () => {
    const { footer } = await made("types.parquet", types, ", ROW_GROUP_SIZE 2048");
    expect(writeStruct(readStruct(footer)).equals(footer)).toBe(true);
    const unknown: ThriftStruct = {
      kind: "struct",
      fields: [
        { id: 3, value: { kind: "int", wire: 6, value: -(2n ** 63n) } },
        { id: 300, value: { kind: "raw", wire: 7, bytes: Buffer.alloc(8, 9) } },
        { id: 301, value: { kind: "bool", value: false } },
        { id: 302, value: { kind: "list", element: 1, items: [{ kind: "bool", value: true }], isSet: true } },
      ],
    };
    expect(readStruct(writeStruct(unknown))).toEqual(unknown);
  });

  it("is no struct when it is cut, or is something else", async () => {
    const { footer } = await made("types.parquet", types);
    for (const length of [0, 1, 50, footer.length - 1])
      expect(ParquetFooter.parse(footer.subarray(0, length))).toBeNull();
    expect(ParquetFooter.parse(Buffer.alloc(200, 0xff))).toBeNull();
  });
});

describe("a part of a Parquet file", () => {
  it.each([
    [["id"], [0, 1, 2, 3, 4]],
    [
      ["name", "price"],
      [1, 3],
    ],
    [["nested", "m", "flag"], [4]],
    [["nothing"], []],
  ])("has the columns %j and the row groups %j, and is read by others", async (columns, groups) => {
    const { bytes, footer } = await made("whole.parquet", types, ", ROW_GROUP_SIZE 2048");
    const part = parsed(footer).part(new Set(columns), new Set(groups));
    const file = Buffer.alloc(part.size);
    MAGIC.copy(file);
    for (const piece of part.pieces) bytes.copy(file, piece.at, piece.start, piece.end);
    part.tail.copy(file, part.size - part.tail.length);
    await writeFile(at("part.parquet"), file);
    const wanted =
      groups.map((group) => `(id >= ${group * 2048} AND id < ${(group + 1) * 2048})`).join(" OR ") || "false";
    expect(await rows(`FROM '${at("part.parquet")}'`)).toEqual(
      await rows(`SELECT ${columns.join(", ")} FROM '${at("whole.parquet")}' WHERE ${wanted}`),
    );
    expect(file.length).toBeLessThan(bytes.length);
  });
});

it("makes stand-ins that have the schema and no rows to be read", async () => {
  const { footer } = await made("whole.parquet", types, ", ROW_GROUP_SIZE 2048");
  await writeFile(
    at("stand-in.parquet"),
    parsed(footer).standIn((column) => `x_${column}`),
  );
  expect(await rows(`SELECT column_name, column_type FROM (DESCRIBE FROM '${at("stand-in.parquet")}')`)).toEqual(
    (await rows(`SELECT column_name, column_type FROM (DESCRIBE FROM '${at("whole.parquet")}')`)).map(
      ([name, type]) => [`x_${String(name)}`, type],
    ),
  );
  await expect(rows(`SELECT x_id FROM '${at("stand-in.parquet")}'`)).rejects.toThrow(/Error/);
});
