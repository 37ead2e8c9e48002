import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PreviewedFiles } from "../../../../tests/fixtures/previewed-files.ts";

let files: PreviewedFiles;
beforeAll(async () => {
  files = await PreviewedFiles.create();
});
afterAll(() => files.remove());

describe("NDJSON", () => {
  it("makes columns of all keys and keeps every digit", async () => {
    await files.write(
      "events.ndjson",
      '{"id": 9007199254740993, "x": 0.1000000000000000055}\n\n{"id":1,"tags":["a", {"n":12345678901234567890}],"ok":true}\r\n{"when":"2020-01-01T00:00:00Z","name":"Zo\\u00eb","id":null}',
    );
    const { columns, rows, format, complete } = await files.table("events.ndjson");
    expect({ format, complete }).toEqual({ format: "ndjson", complete: true });
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "id BIGINT",
      "x DECIMAL(38,19)",
      "tags JSON",
      "ok BOOLEAN",
      "when TIMESTAMP WITH TIME ZONE",
      "name VARCHAR",
    ]);
    expect(rows).toEqual([
      ["9007199254740993", "0.1000000000000000055", null, null, null, null],
      ["1", null, '["a",{"n":12345678901234567890}]', "true", null, null],
      [null, null, null, null, "2020-01-01T00:00:00Z", "Zoë"],
    ]);
    expect(columns[0]?.evidence).toMatchObject({ sampled: 2, empty: 1 });
  });

  it("rejects lines that are not JSON and keeps the others", async () => {
    await files.write("broken.jsonl", '{"a":1}\n{"a":\n{"a":2} x\n{a:3}\n{"a":01}\n{"a":4}\n');
    const { rows, rejected } = await files.table("broken.jsonl");
    expect(rows).toEqual([["1"], ["4"]]);
    expect(rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(rejected[0]?.reason).toBe("the line ends inside a JSON value");
  });

  it("shows fewer rows where every line has keys of its own", async () => {
    const lines = Array.from(
      { length: 1000 },
      (_, i) => `{${Array.from({ length: 10 }, (__, k) => `"k${i}_${k}":1`).join(",")}}`,
    );
    await files.write("sparse.ndjson", lines.join("\n"));
    const { columns, rows, complete } = await files.table("sparse.ndjson");
    expect({ columns: columns.length, rows: rows.length, complete }).toEqual({
      columns: 10_000,
      rows: 30,
      complete: false,
    });
  });

  it("never takes digits in quotes for numbers", async () => {
    await files.write("codes.ndjson", '{"zip":"01234"}\n{"zip":"90210"}\n');
    expect((await files.table("codes.ndjson")).columns[0]).toMatchObject({ type: "VARCHAR" });
  });

  it("reads the head of a large gzip file", async () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `{"i":${i},"r":"${Math.sin(i)}"}`).join("\n");
    await files.write("large.ndjson.gz", gzipSync(lines));
    const { rows, bytesRead, complete } = await files.table("large.ndjson.gz");
    expect(rows).toHaveLength(1000);
    expect(complete).toBe(false);
    expect(bytesRead).toBeLessThanOrEqual(1_000_000);
  });
});

describe("JSON", () => {
  it("reads an array of objects, an object and plain values", async () => {
    await files.write("array.json", '\uFEFF[\n {"a": 1, "b": {"c": 1.50}},\n {"a": "x"}\n]\n');
    await files.write("object.json", '{"name": "lake", "zones": [1, 2]}');
    await files.write("values.json", "[1, 2, null]");
    const array = await files.table("array.json");
    expect(array.rows).toEqual([
      ["1", '{"c":1.50}'],
      ["x", null],
    ]);
    expect(array.columns[0]?.evidence?.reason).toBe("values of several types are mixed");
    expect((await files.table("object.json")).format).toBe("json");
    expect((await files.table("object.json")).rows).toEqual([["lake", "[1,2]"]]);
    expect((await files.table("values.json")).rows).toEqual([["1"], ["2"], [null]]);
  });

  it("reads the head of a huge array and of a huge object", async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => `{"i": ${i}, "text": "some text"}`).join(",\n");
    await files.write("huge.json", `[${items}]`);
    await files.write("huge-object.json", `{"kind": "collection", "count": 3, "items": [${items}]}`);
    const { rows, complete, rejectedCount } = await files.table("huge.json");
    expect({ rows: rows.length, complete, rejectedCount }).toEqual({ rows: 1000, complete: false, rejectedCount: 0 });
    expect((await files.table("huge-object.json")).rows).toEqual([["collection", "3"]]);
  });

  it("says where a file stops being JSON, and that an array is cut", async () => {
    await files.write("wrong.json", '[{"a": 1},\n{"a": 2}\n{"a": 3}]');
    await files.write("cut.json", '[{"a": 1},\n{"a": 2},\n{"a"');
    expect((await files.table("wrong.json")).rejected).toMatchObject([{ line: 3 }]);
    const cut = await files.table("cut.json");
    expect(cut.rows).toHaveLength(2);
    expect(cut.rejected[0]?.reason).toBe("the file ends inside a JSON value");
  });

  it("survives deep nesting", async () => {
    await files.write("deep.json", `${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    expect((await files.table("deep.json")).columns[0]?.type).toBe("JSON");
  });

  it("shows what is no JSON in spite of its name as text, with the reason", async () => {
    await files.write("not.json", "hello: world\n");
    const preview = await files.preview("not.json");
    expect(preview).toMatchObject({ kind: "text" });
    expect(preview.notes[0]?.text).toContain("not JSON");
  });
});
