import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { parquetWriteBuffer } from "hyparquet-writer";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asTable, PreviewedFiles } from "../../../../tests/fixtures/previewed-files.ts";

let files: PreviewedFiles;
let duckdb: DuckDBConnection;

beforeAll(async () => {
  files = await PreviewedFiles.create();
  duckdb = await (await DuckDBInstance.create()).connect();
  await duckdb.run("set timezone = 'UTC'");
});
afterAll(async () => {
  duckdb.closeSync();
  await files.remove();
});

async function write(key: string, select: string, options = ""): Promise<string> {
  await duckdb.run(`copy (${select}) to '${files.path(key)}' (format parquet ${options})`);
  return key;
}

async function printed(select: string): Promise<unknown[][]> {
  return (await duckdb.runAndReadAll(select)).getRows();
}

const manyTypes = `select
  i % 2 = 0 as flag, i::tinyint as i8, (i % 200)::utinyint as u8, i::smallint as i16, i::integer as i32,
  4294967295::uinteger - i as u32, 9007199254740993 + i as i64, 18446744073709551615::ubigint as u64,
  (i / 7)::float as f32, i / 7.0::double as f64, case i % 5 when 0 then 'nan' when 1 then 'inf' else '1e300' end::double as odd,
  (i::decimal(9,3) / 8)::decimal(9,3) as d9, ('12345678901234567' || i % 10 || '.05')::decimal(38,2) as d38, (-i)::decimal(4,1) as negative,
  date '1969-12-30' + i::integer as day, date '0044-03-15' - 100000 * i::integer as ancient,
  time '10:00:00.5' as t, timestamp '1969-12-31 23:59:59.999' + interval (i) minute as ts,
  timestamptz '2024-02-29 12:34:56.123456+00' as tz, '2020-01-01 00:00:00.123456789'::timestamp_ns as ns,
  interval '1 year 2 months 3 days 4 seconds' as iv, 'naïve ' || i as word, repeat('x', i % 3) as maybe_empty,
  uuid '550e8400-e29b-41d4-a716-446655440000' as id, null::integer as nothing
  from range(100) r(i)`;

describe("values", () => {
  it.each(["snappy", "zstd", "gzip", "lz4", "brotli", "uncompressed"])(
    "prints every type as DuckDB does (%s)",
    async (codec) => {
      const nulls = manyTypes.replace(/(\S+) as nothing/, "case when i % 3 = 0 then i end as some, $1 as nothing");
      const key = await write(`types-${codec}.parquet`, nulls, `, codec ${codec}`);
      const { rows, columns, totalRows, complete } = await files.table(key);
      const described = await printed(`describe from '${files.path(key)}'`);
      expect(columns.map(({ name, type }) => [name, type])).toEqual(described.map(([name, type]) => [name, type]));
      expect(rows).toEqual(await printed(`select columns(*)::varchar from '${files.path(key)}'`));
      expect({ totalRows, complete }).toEqual({ totalRows: 100, complete: true });
    },
  );

  it("reads the newer encodings of version 2 pages", async () => {
    const key = await write("v2.parquet", manyTypes, ", parquet_version v2");
    expect((await files.table(key)).rows).toEqual(
      await printed(`select columns(*)::varchar from '${files.path(key)}'`),
    );
  });

  it.each(["snappy", "zstd"])(
    "unpacks only the head of large pages and still prints what DuckDB does (%s)",
    async (codec) => {
      const key = await write(
        `large-${codec}.parquet`,
        `select i, 'text ' || i as t, case when i < 900 then repeat(i::varchar, 500) else '' end as heavy_at_first,
        case when i < 990 then null else i * 1.5 end as late, i % 2 = 0 as flag, (i % 900)::varchar as repeated,
        case when i % 3 > 0 then i / 7.0::double end as gaps, uuid '550e8400-e29b-41d4-a716-446655440000' as id
        from range(60000) r(i)`,
        `, codec ${codec}`,
      );
      const { rows } = await files.table(key);
      expect(rows).toEqual(await printed(`select columns(*)::varchar from '${files.path(key)}' limit 1000`));
    },
  );

  it("shows nested values as JSON with every digit", async () => {
    const key = await write(
      "nested.parquet",
      `select {'a': 9007199254740993 + i, 'b c': ['x', null]} as s, map {10: 'ten', 2: 'two'} as m,
        case i when 0 then null when 1 then [] else [[1.10::decimal(5,2)], null, [i]] end as l, blob '\\xAA\\x00' as b
        from range(3) r(i)`,
    );
    const { rows, columns } = await files.table(key);
    expect(columns.map(({ type }) => type)).toEqual([
      'STRUCT(a BIGINT, "b c" VARCHAR[])',
      "MAP(INTEGER, VARCHAR)",
      "DECIMAL(12,2)[][]".replace("12", /\((\d+),/.exec(columns[2]?.type ?? "")?.[1] ?? ""),
      "BLOB",
    ]);
    const entries = '{"10":"ten","2":"two"}';
    expect(rows).toEqual([
      ['{"a":9007199254740993,"b c":["x",null]}', entries, null, "aa00"],
      ['{"a":9007199254740994,"b c":["x",null]}', entries, "[]", "aa00"],
      ['{"a":9007199254740995,"b c":["x",null]}', entries, "[[1.10],null,[2.00]]", "aa00"],
    ]);
  });

  it("takes lists of rows that go on in the next page to their end", async () => {
    const lists = Array.from({ length: 3000 }, (_, row) =>
      Array.from({ length: row % 7 }, (__, item) => `${row}-${item}`),
    );
    const buffer = parquetWriteBuffer({
      columnData: [{ name: "l", data: lists }],
      schema: [
        { name: "root", num_children: 1 },
        { name: "l", repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      ],
      pageSize: 512,
      rowGroupSize: 3000,
    });
    await files.write("lists.parquet", new Uint8Array(buffer));
    const { rows } = await files.table("lists.parquet");
    expect(rows.map(([cell]) => JSON.parse(cell ?? "null"))).toEqual(lists.slice(0, 1000));
  });
});

describe("bytes read", () => {
  const columns = (rows: number) => [
    { name: "id", data: Array.from({ length: rows }, (_, i) => BigInt(i)), type: "INT64" as const },
    { name: "text", data: Array.from({ length: rows }, (_, i) => `text number ${i * 7919}`), type: "STRING" as const },
  ];

  it("reads the footer and the pages of the first rows, found by the offset index", async () => {
    const rows = 200_000;
    const buffer = parquetWriteBuffer({ columnData: columns(rows), pageSize: 4096, rowGroupSize: rows });
    await files.write("small-pages.parquet", new Uint8Array(buffer));
    const table = await files.table("small-pages.parquet");
    expect(table.rows.at(-1)).toEqual(["999", `text number ${999 * 7919}`]);
    expect(table.totalRows).toBe(rows);
    expect(table.bytesRead).toBeLessThan(70_000);
  });

  it("reads a bounded prefix of each column chunk without one", async () => {
    const rows = 200_000;
    const columnData = columns(rows).map((column) => ({ ...column, offsetIndex: false }));
    const buffer = parquetWriteBuffer({ columnData, pageSize: 4096, rowGroupSize: rows });
    await files.write("no-index.parquet", new Uint8Array(buffer));
    const table = await files.table("no-index.parquet");
    expect(table.rows).toHaveLength(1000);
    expect(table.bytesRead).toBeLessThan(100_000);
  });

  it("joins rows of several row groups", async () => {
    const key = await write("groups.parquet", "select i from range(10000) r(i)", ", row_group_size 2048");
    const table = await files.table(key, { maxRows: 1000 });
    expect(table.rows.map(([cell]) => cell)).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
    expect(table.facts).toContainEqual({ name: "Row groups", value: "5" });
  });

  it("reads a footer longer than the first guess", async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `i as a_rather_long_column_name_${i}`).join(", ");
    const key = await write("long-footer.parquet", `select ${names} from range(3) r(i)`);
    const table = await files.table(key);
    expect(table.columns).toHaveLength(2000);
    expect(table.rows[2]?.[1999]).toBe("2");
  });
});

it("fails when the file is replaced between two reads", async () => {
  const key = await write("changing.parquet", "select i, random() as r from range(100000) t(i)");
  const other = await readFile(
    files.path(await write("other.parquet", "select i, random() as r from range(100000) t(i)")),
  );
  files.beforeRead = (reads) => (reads === 2 ? files.write(key, other) : Promise.resolve());
  await expect(files.preview(key)).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
});

describe("very wide and very long rows", () => {
  it("shows fewer rows of a table of thousands of columns", async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `i as c${i}`).join(", ");
    const { rows, complete } = await files.table(await write("wide.parquet", `select ${names} from range(1000) r(i)`));
    expect({ rows: rows.length, complete }).toEqual({ rows: 100, complete: false });
  });

  it("shows fewer rows of long values, and cuts a value that is longer than a preview", async () => {
    const long = await files.table(await write("long.parquet", "select repeat('x', 1000000) as t from range(20)"));
    expect(long.rows).toHaveLength(8);
    expect(long.notes[0]?.text).toBe("Only 8 rows shown, as the values are very long.");
    const huge = await files.table(await write("huge.parquet", "select repeat('x', 9000000) as t, 1 as n"));
    expect(huge.rows[0]?.[0]).toHaveLength(100_001);
    expect(huge).toMatchObject({ complete: false, rows: [[expect.any(String), "1"]] });
  });
});

describe("bad files", () => {
  it("says that a file was cut off", async () => {
    const key = await write("cut.parquet", manyTypes);
    await truncate(files.path(key), 5000);
    await expect(files.preview(key)).rejects.toMatchObject({
      code: "DAMAGED",
      message: expect.stringContaining("end is missing"),
    });
  });

  it("says that a file is no Parquet at all", async () => {
    await files.write("text.parquet", "a,b\n1,2\n");
    await files.write("tiny.parquet", "PAR1");
    await expect(files.preview("text.parquet")).rejects.toMatchObject({ code: "DAMAGED" });
    await expect(files.preview("tiny.parquet")).rejects.toMatchObject({ code: "DAMAGED" });
  });

  it("never fails in another way, whatever byte is wrong", async () => {
    const key = await write("original.parquet", "select i, 'text ' || i as t, [i, i + 1] as l from range(200) r(i)");
    const original = await readFile(files.path(key));
    for (let at = 0; at < original.byteLength; at += 7) {
      const bytes = Buffer.from(original);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      await writeFile(files.path("flipped.parquet"), bytes);
      const outcome = await files.preview("flipped.parquet").then(
        (preview) => asTable(preview).kind,
        (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
      );
      expect(["table", "DAMAGED", "UNSUPPORTED"], `byte ${at}`).toContain(outcome);
    }
  });

  it("says that an encrypted footer needs a key", async () => {
    await files.write("encrypted.parquet", Buffer.concat([Buffer.alloc(100), Buffer.from("\x10\0\0\0PARE")]));
    await expect(files.preview("encrypted.parquet")).rejects.toMatchObject({ code: "UNSUPPORTED" });
  });

  it("shows the schema of a file without rows", async () => {
    const key = await write("no-rows.parquet", "select 1 as a, 'x' as b where false");
    expect(await files.table(key)).toMatchObject({
      rows: [],
      totalRows: 0,
      complete: true,
      columns: [{ name: "a" }, { name: "b" }],
    });
  });

  it("recognises Parquet without its extension", async () => {
    const key = await write("part-00000", "select 42 as answer");
    expect((await files.table(key)).rows).toEqual([["42"]]);
  });
});
