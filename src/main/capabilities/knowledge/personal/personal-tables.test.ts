import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TemporaryLakes } from "../../../../../tests/fixtures/temporary-lakes.ts";
import { tableEntry } from "../../../../../tests/contracts/table-catalog.ts";
import type { PersonalTables as Kept } from "../../../../shared/domain/knowledge-watch.ts";
import { folderPlace } from "../../../../shared/domain/lake-place.ts";
import { PersonalTables } from "./personal-tables.ts";

const options = { signal: new AbortController().signal };
const table = { zoneId: "raw", name: "flights" };

let app: TemporaryLakes;
let folder: string;
let lakeId: string;
let personal: PersonalTables;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  folder = await app.folder("lake");
  const { zones } = await app.lakes.inspect(folderPlace(folder), options);
  lakeId = (await app.lakes.create(folderPlace(folder), "Watched", zones, options)).summary.id;
  personal = new PersonalTables(app.database, app.lakes);
});
afterEach(async () => {
  await personal.close();
  await app.dispose();
});

/** The first state in which it is so. */
async function until(isSo: (kept: Kept) => boolean): Promise<Kept> {
  for await (const kept of personal.follow(lakeId, options.signal)) if (isSo(kept)) return kept;
  throw new Error("nothing came");
}

it("keeps favourites for the next run of the app, and forgets them with their lake", async () => {
  personal.setFavourite(lakeId, table, true);
  const next = new PersonalTables(app.database, app.lakes);
  expect((await next.follow(lakeId, options.signal).next()).value).toMatchObject({ favourites: [{ table }] });
  next.forget(lakeId);
  expect((await next.follow(lakeId, options.signal).next()).value).toEqual({ favourites: [], watched: [] });
  await next.close();
});

it("tells of columns that changed, of newer data, and of a table that is gone", async () => {
  const lake = app.lakes.get(lakeId);
  const { tables } = lake;
  const place = join(folder, lake.definition().zones.find(({ id }) => id === "raw")?.location ?? "");
  await mkdir(join(place, "flights"), { recursive: true });
  await writeFile(join(place, "flights", "a.csv"), "a\n1\n");
  await utimes(join(place, "flights", "a.csv"), 1_700_000_000, 1_700_000_000);
  const column = (name: string, type: string) => ({ name, type, kind: "text" as const, description: "" });
  const entry = tableEntry({ ...table, location: "flights/", partitionKeys: [], columns: [column("a", "INTEGER")] });
  const { revision } = await tables.put(entry, null, options);
  personal.setWatched(lakeId, table, true);
  await personal.settled(lakeId);

  await tables.put({ ...entry, columns: [column("a", "BIGINT"), column("b", "VARCHAR")] }, revision, options);
  const retyped = await until(({ watched }) => (watched[0]?.news.length ?? 0) > 0);
  expect(retyped.watched[0]?.news).toMatchObject([
    { what: "column", name: "a", before: "INTEGER", after: "BIGINT" },
    { what: "column", name: "b", before: null, after: "VARCHAR" },
  ]);
  personal.markRead(lakeId, table);

  await writeFile(join(place, "flights", "b.csv"), "a\n2\n");
  personal.look(lakeId);
  const fresh = await until(({ watched }) => (watched[0]?.news.length ?? 0) > 0);
  expect(fresh.watched[0]?.news).toMatchObject([{ what: "data", before: "2023-11-14T22:13:20.000Z" }]);
  personal.markRead(lakeId, table);

  await tables.remove(table.zoneId, table.name, options);
  const gone = await until(({ watched }) => (watched[0]?.news.length ?? 0) > 0);
  expect(gone.watched[0]?.news).toMatchObject([{ what: "table", after: null }]);
});
