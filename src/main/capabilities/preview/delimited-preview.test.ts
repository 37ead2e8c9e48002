import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PreviewedFiles } from "../../../../tests/fixtures/previewed-files.ts";

let files: PreviewedFiles;
beforeAll(async () => {
  files = await PreviewedFiles.create();
});
afterAll(() => files.remove());

describe("dialects", () => {
  it("finds a semicolon, decimal commas and Latin-1", async () => {
    const text = "Straße;Preis;Menge\r\nMüllerweg;1,50;3\r\nAllee;-20,25;4\r\n";
    await files.write("german.csv", Buffer.from(text, "latin1"));
    const { dialect, columns, rows } = await files.table("german.csv");
    expect(dialect).toMatchObject({
      delimiter: ";",
      encoding: "windows-1252",
      decimalSeparator: ",",
      lineEnd: "\r\n",
      header: true,
      skipLines: 0,
    });
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ["Straße", "VARCHAR"],
      ["Preis", "DECIMAL(18,2)"],
      ["Menge", "BIGINT"],
    ]);
    expect(rows[1]).toEqual(["Allee", "-20,25", "4"]);
  });

  it.each(["utf-8", "utf-16le", "utf-16be"] as const)("reads %s with a byte-order mark", async (encoding) => {
    const text = "\uFEFFname\tsize\nZoë\t1\n😀\t2\n";
    const bytes = Buffer.from(text, encoding === "utf-8" ? "utf8" : "utf16le");
    await files.write(`${encoding}.tsv`, encoding === "utf-16be" ? bytes.swap16() : bytes);
    const { dialect, rows, columns } = await files.table(`${encoding}.tsv`);
    expect(dialect).toMatchObject({ encoding, byteOrderMark: true, delimiter: "\t" });
    expect(columns[0]?.name).toBe("name");
    expect(rows).toEqual([
      ["Zoë", "1"],
      ["😀", "2"],
    ]);
  });

  it("finds UTF-16 without a mark by its zeros", async () => {
    await files.write("wide.csv", Buffer.from("a,b\n1,2\n3,4\n", "utf16le"));
    expect((await files.table("wide.csv")).rows).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("skips title lines and a line that names the separator", async () => {
    await files.write("titled.csv", "Sales report\n\nid,name,city,total\n1,a,x,5\n2,b,y,6\n");
    await files.write("sep.csv", "sep=|\nid|name\n1|a,b\n2|c,d\n");
    expect((await files.table("titled.csv")).dialect).toMatchObject({ skipLines: 2, header: true });
    expect((await files.table("titled.csv")).rows).toHaveLength(2);
    expect((await files.table("sep.csv")).dialect).toMatchObject({ delimiter: "|", skipLines: 1 });
  });

  it("finds single quotes and backslash escapes", async () => {
    await files.write("quotes.csv", "a,b\n'x, y',1\n'z',2\n");
    await files.write("escapes.csv", 'a,b\n"say \\"hi\\" now",1\n"z",2\n');
    expect((await files.table("quotes.csv")).rows[0]).toEqual(["x, y", "1"]);
    expect((await files.table("escapes.csv")).rows[0]).toEqual(['say "hi" now', "1"]);
  });

  it("lets the person override what was detected", async () => {
    await files.write("override.csv", Buffer.from("a;b\n1;2\n", "latin1"));
    const { columns, rows } = await files.table("override.csv", { dialect: { delimiter: ",", header: false } });
    expect(columns.map(({ name }) => name)).toEqual(["column0"]);
    expect(rows).toEqual([["a;b"], ["1;2"]]);
  });

  it("names the columns of a file without a header as DuckDB does", async () => {
    await files.write("headless.csv", "1,2.5,2020-01-01\n2,3.5,2020-01-02\n");
    const { columns, dialect } = await files.table("headless.csv");
    expect(dialect?.header).toBe(false);
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "column0 BIGINT",
      "column1 DECIMAL(18,1)",
      "column2 DATE",
    ]);
  });
});

describe("rows", () => {
  it("keeps quoted newlines and counts the lines of the file", async () => {
    await files.write("newlines.csv", 'id,note\n1,"two\nlines"\n2,"a ""b"""\nx,3\nbad\n');
    const { rows, rejected, columns } = await files.table("newlines.csv");
    expect(rows).toEqual([
      ["1", "two\nlines"],
      ["2", 'a "b"'],
      ["x", "3"],
    ]);
    expect(rejected).toEqual([{ line: 6, reason: "1 field where the table has 2 columns", text: "bad" }]);
    expect(columns[0]?.evidence?.closest).toMatchObject({
      type: "BIGINT",
      fitting: 2,
      misfits: [{ line: 5, value: "x" }],
    });
  });

  it("rejects rows that disagree with the header and keeps the rest", async () => {
    await files.write("ragged.csv", "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n");
    const { rows, rejected, rejectedCount } = await files.table("ragged.csv");
    expect(rows).toEqual([
      ["1", "2", "3"],
      ["10", "11", "12"],
    ]);
    expect(rejectedCount).toBe(2);
    expect(rejected.map(({ line, text }) => [line, text])).toEqual([
      [3, "4,5"],
      [4, "6,7,8,9"],
    ]);
  });

  it("loses one line, not the file, to a quote that is never closed", async () => {
    await files.write("unclosed.csv", 'a,b\n1,x\n2,"open\n3,y\n4,z\n');
    const { rows, rejected } = await files.table("unclosed.csv");
    expect(rows).toEqual([
      ["1", "x"],
      ["3", "y"],
      ["4", "z"],
    ]);
    expect(rejected).toEqual([{ line: 3, reason: "a quote is opened and never closed", text: '2,"open' }]);
  });

  it("rejects the line of a quote that closes inside another field", async () => {
    await files.write("stray.csv", 'a,b\n1,"x\n2,"y"\n3,z\n');
    const { rows, rejected } = await files.table("stray.csv");
    expect(rows).toEqual([
      ["2", "y"],
      ["3", "z"],
    ]);
    expect(rejected.map(({ line }) => line)).toEqual([2]);
  });

  it("tells an empty field from an empty string", async () => {
    await files.write("empty-fields.csv", 'a,b\n,""\nx,y\n');
    expect((await files.table("empty-fields.csv")).rows[0]).toEqual([null, ""]);
  });

  it("shows an empty file, a header alone and a single column", async () => {
    await files.write("empty.csv", "");
    await files.write("header.csv", "id,name\n");
    await files.write("single.csv", "name\nx\n\ny\n");
    expect(await files.table("empty.csv")).toMatchObject({ columns: [], rows: [], complete: true });
    const header = await files.table("header.csv");
    expect(header.columns.map(({ name }) => name)).toEqual(["id", "name"]);
    expect(header.rows).toEqual([]);
    expect((await files.table("single.csv")).rows).toEqual([["x"], [null], ["y"]]);
  });

  it("names repeated and missing columns", async () => {
    await files.write("names.csv", "a,a,, A \n1,2,3,4\n5,6,7,8\n");
    expect((await files.table("names.csv")).columns.map(({ name }) => name)).toEqual(["a", "a_1", "column2", "A_2"]);
  });

  it("reads 20,000 columns", async () => {
    const line = (cell: (index: number) => string): string =>
      Array.from({ length: 20_000 }, (_, i) => cell(i)).join(",");
    await files.write("wide-table.csv", `${[line((i) => `c${i}`), line(String), line(String)].join("\n")}\n`);
    const { columns, rows } = await files.table("wide-table.csv");
    expect(columns).toHaveLength(20_000);
    expect(columns[19_999]).toMatchObject({ name: "c19999", type: "BIGINT" });
    expect(rows[1]?.[19_999]).toBe("19999");
  });

  it("shows invalid UTF-8 as such and says where it starts", async () => {
    const bytes = Buffer.concat([Buffer.from("a,b\nzoë,ü\nö"), Buffer.from([0xff]), Buffer.from(",x\n")]);
    await files.write("invalid.csv", bytes);
    const { rows, notes } = await files.table("invalid.csv");
    expect(rows[1]).toEqual(["ö\uFFFD", "x"]);
    expect(notes.map(({ text }) => text).join()).toContain("line 3");
  });
});

describe("types", () => {
  it("keeps leading zeros and long integers as text or exact types, with the reason", async () => {
    const head = "zip,big,huge,flag,when\n";
    await files.write(
      "codes.csv",
      `${head}01234,9223372036854775808,${"9".repeat(50)},true,2020-01-01T10:00:00Z\n90210,1,2,FALSE,2020-01-01 10:00:00+02\n`,
    );
    const { columns, rows } = await files.table("codes.csv");
    expect(columns.map(({ type }) => type)).toEqual([
      "VARCHAR",
      "HUGEINT",
      "VARCHAR",
      "BOOLEAN",
      "TIMESTAMP WITH TIME ZONE",
    ]);
    expect(columns[0]?.evidence).toMatchObject({ reason: "leading zeros are kept as text", closest: null });
    expect(rows[0]?.[2]).toBe("9".repeat(50));
  });

  it("takes d/m/y dates only when they cannot be read another way", async () => {
    await files.write(
      "dates.csv",
      "eu,us,unclear,dotted\n13/01/2020,01/13/2020,01/02/2020,1.2.2020\n02/03/2020,02/03/2020,03/04/2020,28.12.2020\n",
    );
    const { columns } = await files.table("dates.csv");
    expect(columns.map(({ type }) => type)).toEqual(["DATE", "DATE", "VARCHAR", "DATE"]);
    expect(columns[0]?.evidence?.reason).toBe("written as day/month/year");
    expect(columns[2]?.evidence?.reason).toBe("day and month cannot be told apart");
  });

  it("gives the format of timestamps to whoever reads the file", async () => {
    await files.write(
      "moments.csv",
      "a,b\n2020/01/31 10:00,31.01.2020 10:00:00.5\n2020/02/01 23:59,01.02.2020 10:00:00.25\n",
    );
    const { columns } = await files.table("moments.csv");
    expect(columns.map(({ type }) => type)).toEqual(["TIMESTAMP", "TIMESTAMP"]);
    const { dateFormats } = await files.read("moments.csv");
    expect(dateFormats).toEqual(["%Y/%m/%d %H:%M", "%d.%m.%Y %H:%M:%S.%f"]);
  });

  it("names the closest type and the first values that do not fit it", async () => {
    await files.write("almost.csv", `n\n${[1, 2, 3, "n/a", 5, "?", 7].join("\n")}\n`);
    expect((await files.table("almost.csv")).columns[0]?.evidence).toEqual({
      sampled: 7,
      empty: 0,
      fitting: 7,
      reason: "values of several types are mixed",
      closest: {
        type: "BIGINT",
        fitting: 5,
        misfits: [
          { line: 5, value: "n/a" },
          { line: 7, value: "?" },
        ],
      },
    });
  });

  it("keeps every digit of decimals", async () => {
    await files.write("decimals.csv", "d\n0.1000000000000000055\n12345678901234567890.5\n");
    const { columns, rows } = await files.table("decimals.csv");
    expect(columns[0]?.type).toBe("VARCHAR");
    expect(rows).toEqual([["0.1000000000000000055"], ["12345678901234567890.5"]]);
  });
});

describe("gzip", () => {
  const csv = `id,name\n${Array.from({ length: 5000 }, (_, i) => `${i},name ${i}`).join("\n")}\n`;

  it("reads members one after the other", async () => {
    await files.write("members.csv.gz", Buffer.concat([gzipSync("id,name\n1,a\n"), gzipSync("2,b\n")]));
    const { rows, compression, complete } = await files.table("members.csv.gz");
    expect(rows).toEqual([
      ["1", "a"],
      ["2", "b"],
    ]);
    expect({ compression, complete }).toEqual({ compression: "gzip", complete: true });
  });

  it("says that a file is truncated and shows the rows before", async () => {
    const whole = gzipSync(csv);
    await files.write("cut.csv.gz", whole.subarray(0, whole.byteLength - 2000));
    const { rows, notes, complete } = await files.table("cut.csv.gz");
    expect(rows.length).toBeGreaterThan(100);
    expect(complete).toBe(false);
    expect(notes.some(({ level, text }) => level === "warning" && text.includes("truncated"))).toBe(true);
  });

  it("says that a file is damaged", async () => {
    const whole = gzipSync(csv);
    whole.writeUInt32LE(12345, whole.byteLength - 8);
    await files.write("damaged.csv.gz", whole);
    expect((await files.table("damaged.csv.gz")).notes[0]?.text).toContain("damaged");
  });

  it("reads what is named .gz and is not, and what is gzip without the name", async () => {
    await files.write("plain.csv.gz", "a,b\n1,2\n");
    await files.write("hidden.csv", gzipSync("a,b\n1,2\n"));
    expect((await files.table("plain.csv.gz")).notes[0]?.text).toContain("not compressed");
    expect((await files.table("hidden.csv")).compression).toBe("gzip");
  });

  it("stops inflating a bomb", async () => {
    await files.write("bomb.csv.gz", gzipSync(Buffer.alloc(200_000_000, "1,2\n")));
    const { rows, bytesRead } = await files.table("bomb.csv.gz");
    expect(rows).toHaveLength(1000);
    expect(bytesRead).toBeLessThanOrEqual(1_000_000);
  });
});

it("reads no more than the head of a large file", async () => {
  await files.write("large.csv", `id,text\n${"1,some text that repeats\n".repeat(400_000)}`);
  const { bytesRead, rows, complete, size } = await files.table("large.csv");
  expect(size).toBeGreaterThan(9_000_000);
  expect(bytesRead).toBeLessThanOrEqual(1_000_000);
  expect(rows).toHaveLength(1000);
  expect(complete).toBe(false);
});

it("fails when the file is replaced before it was read", async () => {
  await files.write("changing.csv", "a\n1\n");
  files.beforeRead = () => files.write("changing.csv", "a\n1\n2\n");
  await expect(files.preview("changing.csv")).rejects.toMatchObject({ code: "CHANGED_WHILE_READING" });
});
