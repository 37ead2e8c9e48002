import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";
import type { Job } from "../../../shared/contract/activity.ts";
import { ZonesService } from "./index.ts";

let world: UploadLake;
let zones: ZonesService;
const { signal } = new AbortController();

beforeEach(async () => {
  world = await UploadLake.open();
  const lakes = { get: () => world.lake, onChange: () => () => undefined };
  zones = new ZonesService(world.database, lakes, world.jobs, () => undefined);
});
afterEach(() => world.dispose());

const select = (...paths: string[]) => ({ lakeId: world.lake.id, zoneId: "raw", paths });

async function ended({ jobId }: { jobId: string }): Promise<Job> {
  for await (const jobs of world.jobs.follow()) {
    const job = jobs.find(({ id }) => id === jobId);
    if (job && job.state !== "running") return job;
  }
  throw new Error("The jobs ended.");
}

it("tells the journal what was copied, moved, renamed and deleted", async () => {
  for (const name of ["a.csv", "b.csv", "in/c.csv"]) await world.existing(name, name);
  await ended(zones.transfer(select("a.csv", "b.csv"), { zoneId: "raw", path: "copies/" }, "skip", false));
  await ended(zones.transfer(select("in/"), { zoneId: "raw", path: "copies/" }, "skip", true));
  await zones.rename({ lakeId: world.lake.id, zoneId: "raw", path: "a.csv" }, "z.csv", { signal });
  await ended(zones.delete(select("copies/")));
  const events = (await world.events()).toReversed();
  expect(events.map(({ kind, data }) => [kind, data["summary"]])).toEqual([
    ["zones.copied", "Copied 2 objects of raw to raw/copies/"],
    ["zones.moved", "Moved raw/in/ to raw/copies/"],
    ["zones.renamed", "Renamed raw/a.csv to z.csv"],
    ["zones.deleted", "Deleted raw/copies/"],
  ]);
  expect(events[0]?.data).toMatchObject({ paths: ["a.csv", "b.csv"], count: 2, to: { zone: "raw", path: "copies/" } });
});

it("tells nothing of what was not done", async () => {
  await world.existing("a.csv", "a");
  await world.existing("in/a.csv", "taken");
  await ended(zones.transfer(select("a.csv"), { zoneId: "raw", path: "in/" }, "skip", true));
  await ended(zones.delete(select("none.csv")));
  expect((await world.events()).map(({ kind }) => kind)).not.toContain("zones.moved");
});

it("says in the job that it is not recorded when the journal cannot be written", async () => {
  await world.existing("a.csv", "a");
  await mkdir(join(world.home, "lake/.lakeshore"), { recursive: true });
  await writeFile(join(world.home, "lake/.lakeshore/journal"), "not a folder");
  const job = await ended(zones.delete(select("a.csv")));
  expect(job).toMatchObject({ state: "done", warnings: [expect.stringMatching(/journal could not be written/)] });
  expect(await world.zone()).toEqual([]);
});
