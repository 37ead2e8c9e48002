import { stat, symlink } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import { Previews } from "./index.ts";
import { PreviewedFiles } from "../../../../tests/fixtures/previewed-files.ts";

let files: PreviewedFiles;
let previews: Previews;
const program = new URL("../../workers/preview-worker.ts", import.meta.url);
const signal = new AbortController().signal;
const rowsFound: unknown[] = [];
const at = (path: string) => ({ lakeId: "lake", zoneId: "raw", path });

beforeAll(async () => {
  files = await PreviewedFiles.create();
  const zone = { id: "raw", title: "Raw", kind: "raw", location: "data/raw/", order: 0, description: "" } as const;
  const definition: LakeDefinition = {
    format: 1,
    id: "3f0c4f9e-4f4f-4c39-9c6c-0f6a3f6f4a11",
    name: "Test lake",
    zones: [zone],
  };
  previews = new Previews(
    { get: () => ({ objects: files.store, definition: () => definition }) },
    program,
    (address, found) => rowsFound.push([address.path, found]),
  );
});
afterAll(async () => {
  await previews.close();
  await files.remove();
});

describe("opening by address", () => {
  it("finds objects and folders inside a zone", async () => {
    await files.write("data/raw/sales/month=1/a.csv", "id;day;price\n1;13/01/2020;1,5\n2;02/03/2020;2,5\n");
    const object = await previews.open(at("sales/month=1/a.csv"), { maxRows: 1 }, signal);
    expect(object).toMatchObject({ kind: "table", rows: [["1", "13/01/2020", "1,5"]], complete: false });
    const folder = await previews.open(at("sales/"), { maxRows: 10 }, signal);
    expect(folder).toMatchObject({ files: { first: "sales/month=1/a.csv", partitionKeys: ["month"] } });
  });

  it("tells how many rows an object has once all of them were read, and of which version", async () => {
    await files.write("data/raw/few.csv", "id;day\n1;2\n3;4\n");
    await previews.open(at("few.csv"), { maxRows: 1 }, signal);
    expect(rowsFound).toEqual([]);
    await previews.open(at("few.csv"), { maxRows: 10 }, signal);
    const { mtimeMs } = await stat(files.path("data/raw/few.csv"));
    expect(rowsFound).toEqual([["few.csv", { size: 15, modified: mtimeMs, rows: 2 }]]);
    await previews.open(at("few.csv"), { maxRows: 10, dialect: { header: false } }, signal);
    expect(rowsFound).toHaveLength(1);
  });

  it("fails clearly for what is not there, and for links", async () => {
    await symlink(files.root, files.path("data/raw/link.csv"), "junction");
    await expect(previews.open(at("missing.csv"), { maxRows: 1 }, signal)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(previews.open(at("link.csv"), { maxRows: 1 }, signal)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await expect(previews.open({ ...at("x"), zoneId: "other" }, { maxRows: 1 }, signal)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

it("gives stretches of bytes as hex, shorter at the end", async () => {
  await files.write("data/raw/bytes.bin", Uint8Array.of(0, 1, 2, 254, 255));
  const address = at("bytes.bin");
  expect(await previews.bytes({ address, offset: 3, length: 100 }, signal)).toEqual({
    offset: 3,
    hex: "feff",
    size: 5,
  });
  expect(await previews.bytes({ address, offset: 9, length: 1 }, signal)).toEqual({ offset: 9, hex: "", size: 5 });
});

describe("describing a dataset", () => {
  it("says what a reader of the files must know", async () => {
    expect(await previews.describe(at("sales/"), signal)).toEqual({
      format: "delimited",
      columns: [
        { name: "id", type: "BIGINT", kind: "integer" },
        { name: "day", type: "DATE", kind: "date" },
        { name: "price", type: "DECIMAL(18,1)", kind: "decimal" },
        { name: "month", type: "BIGINT", kind: "integer" },
      ],
      partitionKeys: ["month"],
      readOptions: {
        encoding: "utf-8",
        delimiter: ";",
        quote: '"',
        escape: '"',
        header: "true",
        skipLines: "0",
        decimalSeparator: ",",
        dateFormat: "%d/%m/%Y",
      },
      warnings: [],
    });
  });

  it("refuses what is no table", async () => {
    await files.write("data/raw/note.txt", "just a note\n");
    await expect(previews.describe(at("note.txt"), signal)).rejects.toMatchObject({ code: "UNSUPPORTED" });
  });
});
