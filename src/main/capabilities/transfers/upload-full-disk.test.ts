import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { runsOn } from "../../../../tests/fixtures/runs-on.ts";
import { lakeDisk } from "../../../../tests/fixtures/small-disk.ts";
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
