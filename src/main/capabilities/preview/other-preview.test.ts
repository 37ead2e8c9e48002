import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PreviewedFiles } from "../../../../tests/fixtures/previewed-files.ts";

let files: PreviewedFiles;
beforeAll(async () => {
  files = await PreviewedFiles.create();
});
afterAll(() => files.remove());

describe("plain text", () => {
  it("shows prose as text, whatever its commas", async () => {
    await files.write("notes.txt", "Dear all,\nthis is, well, a note.\n\nRegards,\nA\n");
    await files.write("README.md", "a,b\n1,2\n3,4\n5,6\n");
    expect(await files.preview("notes.txt")).toMatchObject({ kind: "text", encoding: "utf-8", complete: true });
    expect(await files.preview("README.md")).toMatchObject({ kind: "text" });
  });

  it("finds tables and JSON under names that say nothing", async () => {
    await files.write("export", "id\tname\n1\ta\n2\tb\n");
    await files.write("data.txt", "id|name\n1|a\n2|b\n");
    await files.write("events", '{"a":1}\n{"a":2}\n');
    expect(await files.preview("export")).toMatchObject({ kind: "table", format: "delimited" });
    expect(await files.preview("data.txt")).toMatchObject({ kind: "table", format: "delimited" });
    expect(await files.preview("events")).toMatchObject({ kind: "table", format: "ndjson" });
  });

  it("shows an empty file", async () => {
    await files.write("nothing", "");
    const preview = await files.preview("nothing");
    expect(preview).toMatchObject({ kind: "text", text: "", complete: true });
    expect(preview.notes[0]?.text).toBe("The file is empty.");
  });

  it("reads as what the person asks for", async () => {
    await files.write("asked.txt", "a;b\n1;2\n");
    expect(await files.preview("asked.txt", { as: "delimited" })).toMatchObject({ kind: "table", rows: [["1", "2"]] });
    expect(await files.preview("asked.txt", { as: "binary" })).toMatchObject({ kind: "hex" });
    await expect(files.preview("asked.txt", { as: "parquet" })).rejects.toMatchObject({ code: "DAMAGED" });
  });

  it("shows a first row that never ends as text", async () => {
    await files.write("endless.csv", "x,".repeat(600_000));
    const preview = await files.preview("endless.csv");
    expect(preview).toMatchObject({ kind: "text", complete: false });
    expect(preview.notes.some(({ text }) => text.includes("first row does not end"))).toBe(true);
  });
});

describe("anything else", () => {
  it.each([
    ["image", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), "PNG image"],
    ["paper", Buffer.from("%PDF-1.7\n%\xe2\xe3\n", "latin1"), "PDF document"],
    [
      "sheet",
      Buffer.from("PK\x03\x04\x14\0\0\0\x08\0........................xl/workbook.xml", "latin1"),
      "Excel workbook (xlsx)",
    ],
    ["archive", Buffer.from("PK\x03\x04\x14\0\0\0\x08\0........................a.txt", "latin1"), "zip archive"],
    ["events", Buffer.from("Obj\x01\x04\x14avro.codec\0", "latin1"), "Avro container file"],
    ["rows", Buffer.from("ORC\0\0\x01\x02", "latin1"), "ORC, a columnar format of Hive"],
    ["store", Buffer.from("SQLite format 3\0\x10\0", "latin1"), "SQLite database"],
    ["packed", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 1]), "Zstandard archive"],
    ["bz", Buffer.concat([Buffer.from("BZh91AY&SY"), Buffer.from([0, 1, 2, 3])]), "bzip2 archive"],
    ["noise", Buffer.concat([Buffer.from([7, 0, 3]), deflateSync(Buffer.alloc(50, 1))]), "Unknown binary data"],
  ])("guesses what %s is", async (name, bytes, guess) => {
    await files.write(name, bytes);
    expect(await files.preview(name)).toMatchObject({ kind: "hex", guess });
  });

  it("takes a named text file with a few zero bytes for text", async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i},padded text`).join("\n");
    await files.write("padded.csv", `id,note\n${rows}\n100,last\0\n`);
    expect(await files.preview("padded.csv")).toMatchObject({ kind: "table", format: "delimited" });
  });

  it("looks into gzip, and notices a text name on binary content", async () => {
    await files.write("db.gz", gzipSync(Buffer.from("SQLite format 3\0\x10\0", "latin1")));
    await files.write("wrong.csv", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"));
    expect(await files.preview("db.gz")).toMatchObject({ kind: "hex", guess: "SQLite database", compression: "gzip" });
    const wrong = await files.preview("wrong.csv");
    expect(wrong).toMatchObject({ kind: "hex", guess: "PNG image" });
    expect(wrong.notes[0]?.text).toContain("binary");
  });
});

it("stops when it is cancelled", async () => {
  await files.write("cancelled.csv", "a,b\n1,2\n");
  await expect(files.preview("cancelled.csv", {}, AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
});
