import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";
import type { ConflictPolicy } from "../../../shared/contract/transfers.ts";

let world: UploadLake;
beforeEach(async () => {
  world = await UploadLake.open();
});
afterEach(() => world.dispose());

/** Plans, starts and waits for the end. */
async function upload(
  paths: string[],
  conflict: ConflictPolicy = "skip",
  perPath: Record<string, ConflictPolicy> = {},
) {
  const { planId } = await world.plan(paths);
  const { id } = await world.transfers.start(planId, conflict, perPath);
  return world.ended(id);
}

describe("uploading files of this machine", () => {
  it("stores files, folders, empty folders and empty files, and tells the journal", async () => {
    await world.source("folder/a.csv", "a;b\n1;2\n");
    await world.source("folder/deep/er/b.csv", "b");
    await world.source("folder/nothing.csv", "");
    await mkdir(join(world.home, "from/folder/empty"));
    const single = await world.source("single.csv", "single");
    const done = await upload([join(world.home, "from/folder"), single]);
    expect(done).toMatchObject({ state: "done", files: 4, filesDone: 4, filesFailed: 0, bytes: 15, bytesDone: 15 });
    expect(await world.zone()).toEqual([
      "folder/",
      "folder/a.csv",
      "folder/deep/",
      "folder/deep/er/",
      "folder/deep/er/b.csv",
      "folder/empty/",
      "folder/nothing.csv",
      "single.csv",
    ]);
    expect(await world.stored("folder/a.csv")).toBe("a;b\n1;2\n");
    expect(await world.partials()).toEqual([]);
    const [event] = await world.events();
    expect(event).toMatchObject({
      kind: "transfers.uploaded",
      data: {
        summary: "Uploaded 4 files (15 bytes) to raw/",
        sources: ["folder", "single.csv"],
        stored: 4,
        bytes: 15,
        skipped: 0,
        failed: 0,
      },
    });
    expect(event?.data["files"]).toContainEqual({ path: "folder/deep/er/b.csv", size: 1 });
  });

  it("shows as a job of the activity list while it runs and when it has ended", async () => {
    await upload([await world.source("a.csv", "12345")]);
    for await (const [job] of world.jobs.follow()) {
      expect(job).toMatchObject({ kind: "upload", title: "Upload a.csv to raw/", state: "done", error: null });
      break;
    }
  });

  it("skips, replaces or keeps both where a name is taken", async () => {
    const sources = [];
    for (const name of ["skip.csv", "replace.csv", "both.csv.gz"]) {
      await world.existing(name, "old");
      sources.push(await world.source(name, `new ${name}`));
    }
    const done = await upload(sources, "skip", { "replace.csv": "replace", "both.csv.gz": "keep-both" });
    expect(done).toMatchObject({ state: "done", filesDone: 2, filesSkipped: 1 });
    expect(await world.zone()).toEqual(["both (2).csv.gz", "both.csv.gz", "replace.csv", "skip.csv"]);
    expect(await world.stored("skip.csv")).toBe("old");
    expect(await world.stored("replace.csv")).toBe("new replace.csv");
    expect(await world.stored("both.csv.gz")).toBe("old");
    expect(await world.stored("both (2).csv.gz")).toBe("new both.csv.gz");
    const items = await world.items(done.id);
    expect(items.map(({ path, state, storedAs }) => [path, state, storedAs])).toEqual([
      ["skip.csv", "skipped", null],
      ["replace.csv", "done", null],
      ["both.csv.gz", "done", "both (2).csv.gz"],
    ]);
    expect((await world.events())[0]?.data).toMatchObject({ stored: 2, replaced: 1, underAnotherName: 1, skipped: 1 });
  });

  it("never overwrites what took a name after the plan was made", async () => {
    for (const [conflict, outcome] of [
      ["skip", { filesSkipped: 1 }],
      ["replace", { filesDone: 1 }],
      ["keep-both", { filesDone: 1 }],
    ] as const) {
      const path = await world.source(`${conflict}.csv`, "uploaded");
      const { planId, conflictCount } = await world.plan([path]);
      expect(conflictCount).toBe(0);
      await world.existing(`${conflict}.csv`, "came meanwhile");
      const { id } = await world.transfers.start(planId, conflict, {});
      expect(await world.ended(id)).toMatchObject({ state: "done", ...outcome });
      expect(await world.stored(`${conflict}.csv`)).toBe("came meanwhile");
    }
    expect(await world.stored("replace (2).csv")).toBe("uploaded");
    expect(await world.stored("keep-both (2).csv")).toBe("uploaded");
  });

  it("keeps what was changed after the plan had shown it, also when it was to be replaced", async () => {
    await world.existing("a.csv", "old");
    const { planId } = await world.plan([await world.source("a.csv", "uploaded")]);
    await world.existing("a.csv", "a colleague's new version");
    const { id } = await world.transfers.start(planId, "replace", {});
    await world.ended(id);
    expect(await world.stored("a.csv")).toBe("a colleague's new version");
    expect(await world.stored("a (2).csv")).toBe("uploaded");
  });

  it("keeps both of two sources with one name, whatever was decided for the name", async () => {
    const [one, two] = [await world.source("one/a.csv", "first"), await world.source("two/a.csv", "second")];
    const plan = await world.plan([one, two]);
    expect(plan.problems).toMatchObject([{ path: "a.csv", willSkip: false }]);
    const { id } = await world.transfers.start(plan.planId, "replace", { "a.csv": "replace" });
    await world.ended(id);
    expect(await world.stored("a.csv")).toBe("first");
    expect(await world.stored("a (2).csv")).toBe("second");
  });
});

describe("files that fail", () => {
  it("stores nothing of a file that changed since it was planned, and takes it as it is on retry", async () => {
    const path = await world.source("a.csv", "planned");
    const { planId } = await world.plan([path]);
    await writeFile(path, "written meanwhile");
    const { id } = await world.transfers.start(planId, "skip", {});
    const failed = await world.ended(id);
    expect(failed).toMatchObject({ state: "failed", filesFailed: 1 });
    expect(failed.items[0]?.error).toMatchObject({ code: "CHANGED_WHILE_READING", retryable: true });
    expect(await world.zone()).toEqual([]);
    await world.transfers.retry(id, null);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 1, bytes: 17, bytesDone: 17 });
    expect(await world.stored("a.csv")).toBe("written meanwhile");
  });

  it("notices a change of the same size by its date", async () => {
    const path = await world.source("a.csv", "planned");
    const { planId } = await world.plan([path]);
    await writeFile(path, "changed");
    await utimes(path, 1, 1);
    const { id } = await world.transfers.start(planId, "skip", {});
    expect((await world.ended(id)).items[0]?.error?.code).toBe("CHANGED_WHILE_READING");
  });

  it("says that a source is gone, stores the others, and sends only that one on retry", async () => {
    const [kept, gone] = [await world.source("kept.csv"), await world.source("gone.csv")];
    const { planId } = await world.plan([kept, gone]);
    await rm(gone);
    const { id } = await world.transfers.start(planId, "keep-both", {});
    const failed = await world.ended(id);
    expect(failed).toMatchObject({ state: "failed", filesDone: 1, filesFailed: 1 });
    expect(failed.items).toMatchObject([{ path: "gone.csv", state: "failed", error: { code: "NOT_FOUND" } }]);
    await world.source("gone.csv", "back again");
    await world.transfers.retry(id, failed.items[0]?.id ?? null);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 2 });
    expect(await world.zone()).toEqual(["gone.csv", "kept.csv"]);
    expect((await world.events()).map(({ data }) => data["stored"])).toEqual([1, 1]);
  });
});
