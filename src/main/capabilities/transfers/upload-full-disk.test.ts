import { mkdir, open, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { runsOn } from "../../../../tests/fixtures/runs-on.ts";
import { lakeDisk } from "../../../../tests/fixtures/small-disk.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";

if (runsOn(["linux"], "what needs a small disk to be mounted"))
  it("pauses at a full disk and leaves nothing half-written; retry goes on when there is room", async (context) => {
    const disk = await lakeDisk("size=3m,mode=1777", context);
    const world = await UploadLake.open({ home: dirname(disk) });
    context.onTestFinished(() => world.close());
    const inTheWay = await world.existing("in-the-way.bin", "x".repeat(2_000_000));
    const sources = [];
    for (let index = 0; index < 20; index += 1) {
      sources.push(await world.source(`${index}.bin`, Buffer.alloc(100_000, index)));
    }
    const { planId } = await world.plan(sources);
    const { id } = await world.transfers.start(planId, "skip", {});
    const paused = await world.ended(id);
    expect(paused).toMatchObject({ state: "paused", filesFailed: 0, error: { code: "OUT_OF_SPACE" } });
    expect(paused.filesDone).toBeGreaterThan(0);
    expect(paused.filesDone).toBeLessThan(20);
    expect(await world.partials()).toEqual([]);
    await rm(inTheWay);
    await world.transfers.retry(id, null);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 20, error: null });
    expect(await world.zone()).toHaveLength(20);
  });

if (runsOn(["linux"], "what needs a small disk to be mounted"))
  it("pauses when its ledger has no room left, and goes on when there is some", async (context) => {
    const disk = await lakeDisk("size=2m,mode=1777", context);
    const home = join(dirname(disk), "home");
    await mkdir(home);
    await symlink(disk, join(home, "data"));
    const filler = join(disk, "filler.bin");
    let written = 0;
    const world = await UploadLake.open({
      home,
      wrap: (store) =>
        storeWith(store, {
          async write(...args) {
            written += 1;
            if (written === 100) await fill(filler);
            return store.write(...args);
          },
        }),
    });
    context.onTestFinished(() => world.close());
    const sources = [];
    for (let index = 0; index < 200; index += 1) sources.push(await world.source(`${index}.csv`, "x"));
    const { planId } = await world.plan(sources);
    const { id } = await world.transfers.start(planId, "skip", {});
    const paused = await world.ended(id);
    expect(paused).toMatchObject({ state: "paused", filesFailed: 0, error: { code: "OUT_OF_SPACE" } });
    await rm(filler);
    await world.transfers.retry(id, null);
    expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 200, error: null });
    expect(await world.zone()).toHaveLength(200);
  });

/** Fills a disk to the last byte. */
async function fill(path: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await expect(file.writeFile(zeros())).rejects.toMatchObject({ code: "ENOSPC" });
  } finally {
    await file.close();
  }
}

function* zeros(): Generator<Uint8Array> {
  for (;;) yield new Uint8Array(4096);
}
