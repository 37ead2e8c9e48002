import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AskedLake, askedPlaces } from "../../fixtures/asked-lake.ts";
import { runsOn } from "../../fixtures/runs-on.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
describe.each(askedPlaces)("on a %s lake", (place) => {
  let lake: AskedLake;
  beforeAll(async () => {
    lake = await AskedLake.create({ place });
  });
  afterAll(() => lake.dispose());

  /** More rows than the head that a preview reads. */
  const many = (row: (index: number) => string) => Array.from({ length: 60_000 }, (_, index) => row(index)).join("");

  async function typesOf(name: string): Promise<Record<string, string>> {
    const rows = await lake.rows(`SELECT column_name, column_type FROM (DESCRIBE ${name})`);
    return Object.fromEntries(rows.map(([column, type]) => [String(column), String(type)]));
  }

  describe("values that the first rows do not promise", () => {
    beforeAll(async () => {
      const rows = many((index) => `${10_000 + index},${index % 100}.5,2024-01-02,${index},x\n`);
      await lake.write(
        "raw/late.csv",
        `code,price,day,id,text\n${rows}00501,2.557,2024-01-02 10:30:00,12345678901234567890,"y"\n`,
      );
    });

    it("keeps leading zeros, digits, times and long integers that come further down", async () => {
      expect(await typesOf("raw.late")).toEqual({
        code: "VARCHAR",
        price: "DECIMAL(18,3)",
        day: "VARCHAR",
        id: "HUGEINT",
        text: "VARCHAR",
      });
      expect(await lake.rows("SELECT code, price, day, id FROM raw.late WHERE text = 'y'")).toEqual([
        ["00501", "2.557", "2024-01-02 10:30:00", "12345678901234567890"],
      ]);
    });

    it("says which columns are read otherwise, and why", async () => {
      const { warnings } = await lake.ask("SELECT count(*) FROM raw.late");
      expect(warnings).toHaveLength(4);
      expect(warnings[0]).toMatch(
        /raw\.late: column code is read as VARCHAR, because one value further down, such as “00501”/,
      );
    });

    it("reads words among numbers as text rather than fail", async () => {
      await lake.write("raw/words.csv", `id,amount\n${many((index) => `${index},${index}\n`)}60000,n/a\n`);
      expect(await lake.rows("SELECT amount FROM raw.words WHERE id = 60000")).toEqual([["n/a"]]);
    });

    it("takes an empty quoted field for no number and for an empty text", async () => {
      await lake.write("raw/quoted.csv", '"id","name"\n"1","x"\n"","y"\n"3",""\n');
      expect(await lake.rows("SELECT id FROM raw.quoted")).toEqual([["1"], [null], ["3"]]);
      await lake.write("raw/texts.csv", 'id,name\n1,""\n2,\n3,z\n');
      expect(await lake.rows("SELECT name FROM raw.texts ORDER BY id")).toEqual([[""], [null], ["z"]]);
    });

    it("reads ISO dates beside dates in another form", async () => {
      await lake.write("raw/dates.csv", "a;b\n2024-01-31;31.01.2024\n2024-02-01;01.02.2024\n");
      expect(await typesOf("raw.dates")).toEqual({ a: "DATE", b: "DATE" });
      expect(await lake.rows("SELECT a = b FROM raw.dates")).toEqual([["true"], ["true"]]);
    });
  });

  describe("rows that do not fit the table", () => {
    it("answers with the others, and tells how many were rejected and which", async () => {
      await lake.write("raw/ragged.csv", "a,b\n1,x\n2\n3,y,z,z\n4,w\n");
      const { rows, warnings } = await lake.ask("FROM raw.ragged");
      expect(rows).toBe(2);
      expect(warnings).toEqual(["2 rows of raw.ragged were rejected: line 3: 2; line 4: 3,y,z,z"]);
    });

    it("rejects no row for its line end: files that mix them are read", async () => {
      await lake.write("raw/mixed.csv", 'a,b\r\n1,"x\r\nx"\r\n2,y\n3,z\r\n');
      expect(await lake.rows("FROM raw.mixed")).toHaveLength(3);
    });

    it("rejects rows that are not UTF-8 in a file that is", async () => {
      const good = Buffer.from("id,name\n1,é\n2,ü\n3,ö\n");
      await lake.write("raw/bytes.csv", Buffer.concat([good, Buffer.from([0x34, 0x2c, 0xff, 0x0a])]));
      const { rows, warnings } = await lake.ask("FROM raw.bytes");
      expect(rows).toBe(3);
      expect(warnings).toEqual([expect.stringMatching(/^1 row of raw\.bytes was rejected: line 5: /)]);
    });
  });

  describe("encodings", () => {
    it.each([
      ["utf-16le", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("id,name\n1,Zoë\n", "utf16le")])],
      ["windows-1252", Buffer.from([...Buffer.from("id,name\n1,Zo"), 0xeb, 0x0a])],
      ["utf-8 with a byte-order mark", Buffer.from("\ufeffid,name\n1,Zoë\n")],
      ["windows-1252 in gzip", gzipSync(Buffer.from([...Buffer.from("id,name\n1,Zo"), 0xeb, 0x0a]))],
    ])("reads %s", async (encoding, bytes) => {
      const key = `raw/enc/${encoding.replaceAll(" ", "-")}.csv${encoding.endsWith("gzip") ? ".gz" : ""}`;
      await lake.write(key, bytes);
      expect(await lake.rows(`SELECT id, name FROM '${key}'`)).toEqual([["1", "Zoë"]]);
    });
  });

  describe("folders of part files", () => {
    it("reads columns by their names, in whatever order each file has them", async () => {
      await lake.write("raw/parts/1.csv", "id,name\n1,x\n");
      await lake.write("raw/parts/2.csv", "name,id\ny,2\n");
      await lake.write("raw/parts/3.csv", "id,name,more\n3,z,new\n");
      expect(await lake.rows("SELECT id, name, more FROM raw.parts ORDER BY id")).toEqual([
        ["1", "x", null],
        ["2", "y", null],
        ["3", "z", "new"],
      ]);
    });

    it("makes columns of partitions, of text and of copied files too", async () => {
      const latin = Buffer.from([...Buffer.from("id,name\n2,"), 0xe9, 0x0a]);
      await lake.write("raw/sales/year=2023/part.csv", Buffer.from([...Buffer.from("id,name\n1,"), 0xe8, 0x0a]));
      await lake.write("raw/sales/year=2024/part.csv", latin);
      expect(await lake.rows("SELECT id, name, year FROM raw.sales ORDER BY id")).toEqual([
        ["1", "è", "2023"],
        ["2", "é", "2024"],
      ]);
    });

    it("passes over empty and hidden files", async () => {
      await lake.write("raw/holes/_SUCCESS", "");
      await lake.write("raw/holes/.hidden.csv", "id\n9\n");
      await lake.write("raw/holes/a.csv", "");
      await lake.write("raw/holes/b.csv", "id\n1\n");
      expect(await lake.rows("FROM raw.holes")).toEqual([["1"]]);
    });

    it("refuses folders that are no dataset, with what to name instead", async () => {
      await lake.write("raw/both/a.csv", "id\n1\n");
      await lake.write("raw/both/b.json", '[{"id":1}]');
      await expect(lake.ask("FROM raw.both")).rejects.toMatchObject({
        code: "QUERY_FAILED",
        hint: expect.stringContaining('raw."both/a.csv"') as unknown,
        details: { line: 1, column: 6 },
      });
    });

    it("does not read the part files of a Delta table", async () => {
      await lake.write("raw/delta/_delta_log/00000000000000000000.json", '{"protocol":{"minReaderVersion":1}}\n');
      await lake.write("raw/delta/part-0.csv", "id\n1\n");
      await expect(lake.ask("FROM raw.delta")).rejects.toMatchObject({ code: "UNSUPPORTED" });
    });
  });

  describe("JSON", () => {
    it("has the keys of every record, also of the last", async () => {
      await lake.write(
        "raw/events.ndjson",
        `${many((index) => `{"id":${index},"a":"x"}\n`)}{"id":60000,"late":{"k":[1,2]},"n":1.5}\n`,
      );
      expect(await lake.rows("SELECT id, a, late, n FROM raw.events WHERE late IS NOT NULL")).toEqual([
        ["60000", null, '{"k":[1,2]}', "1.5"],
      ]);
    });

    it("rounds no number that comes further down", async () => {
      await lake.write("raw/numbers.ndjson", `${many((index) => `{"id":${index}}\n`)}{"id":1.25}\n`);
      expect(await lake.rows("SELECT id FROM raw.numbers WHERE id > 1 AND id < 2")).toEqual([["1.25"]]);
    });

    it("says where a record is broken", async () => {
      await lake.write("raw/broken.ndjson", `${many((index) => `{"id":${index}}\n`)}{"id":\n`);
      const failed = lake.ask("FROM raw.broken");
      await expect(failed).rejects.toMatchObject({ message: expect.stringContaining("raw/broken.ndjson") as unknown });
      await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining(lake.root) as unknown });
    });
  });

  describe("names that are hard to write", () => {
    const hasAnyName = runsOn(["linux", "darwin"], "what needs names that Windows cannot have");
    it.each([
      "semi;colon.csv",
      "quote'd.csv",
      "we[X]ird1.csv",
      "ünï 😀.csv",
      "a,b.csv",
      "select.csv",
      ...(hasAnyName ? ["we*ird[1].csv", "what?.csv", 'double".csv'] : []),
    ])("reads %s and no other", async (name) => {
      await lake.write(`raw/odd/${name}`, "id\n1\n");
      await lake.write("raw/odd/weXird1.csv", "id\n2\n");
      const sql = await lake.queries.nameOf(
        { zoneId: "raw", path: `odd/${name}` },
        { signal: new AbortController().signal },
      );
      expect(await lake.rows(`FROM ${sql}`)).toEqual([["1"]]);
    });
  });

  it("explains an empty file and an empty folder", async () => {
    await lake.write("raw/empty.csv", "");
    await lake.write("raw/nothing/_SUCCESS", "");
    await expect(lake.ask("FROM raw.empty")).rejects.toMatchObject({
      code: "QUERY_FAILED",
      message: expect.stringContaining("empty (0 bytes)") as unknown,
    });
    await expect(lake.ask("FROM raw.nothing")).rejects.toMatchObject({
      code: "QUERY_FAILED",
      message: expect.stringContaining("no data files") as unknown,
    });
  });
});
