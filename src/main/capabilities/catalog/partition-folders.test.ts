import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { tableEntry } from "../../../../tests/contracts/table-catalog.ts";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import type { Lake } from "../../lake/ports.ts";
import { partitionFolders } from "./partition-folders.ts";

const options = { signal: new AbortController().signal };
let app: TemporaryLakes;
let lake: Lake;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  const folder = await app.folder();
  for (const path of ["year=2024/month=01", "year=2024/month=02", "year=2023/Month=a%3Ab", "year=2023/junk", "tmp"]) {
    await mkdir(join(folder, "raw", "flights", path), { recursive: true });
  }
  const place = { kind: "folder", path: folder } as const;
  const { zones } = await app.lakes.inspect(place, options);
  lake = app.lakes.get((await app.lakes.create(place, "Lake", zones, options)).summary.id);
});
afterEach(() => app.dispose());

async function found(part: Parameters<typeof tableEntry>[0]): Promise<string[]> {
  const table = tableEntry({ zoneId: "raw", partitionKeys: ["year", "month"], ...part });
  const folders = [];
  for await (const { values, folder } of partitionFolders(lake, table, options))
    folders.push(`${folder} ${values.join()}`);
  return folders.toSorted();
}

it("finds the folders of partitions, one level a key, and passes over others", async () => {
  expect(await found({})).toEqual([
    "year=2023/Month=a%3Ab/ 2023,a:b",
    "year=2024/month=01/ 2024,01",
    "year=2024/month=02/ 2024,02",
  ]);
});

it("says that a table without partitions, or outside the zones, has no such folders", async () => {
  await expect(found({ partitionKeys: [] })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(found({ zoneId: null, location: "s3://other/x/" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});
