import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";
import type { LakeSites } from "../../lake/ports.ts";
import { LakeConditions } from "./lake-condition.ts";

const options = { signal: new AbortController().signal };

afterEach(() => void vi.useRealTimers());

it("says that a lake's definition is damaged before anyone opens it, and that it is whole again", async () => {
  const app = await TemporaryLakes.create();
  onTestFinished(() => app.dispose());
  const folder = await app.folder();
  const { summary } = await app.lakes.create(folderPlace(folder), "Lake", [], options);
  expect(await app.lakes.recent()).toMatchObject([{ state: "available", problem: null }]);
  await writeFile(join(folder, ".lakeshore/lake/2.json"), "{ not json");
  expect(await app.lakes.recent()).toMatchObject([
    { id: summary.id, state: "damaged", problem: "The lake's definition (.lakeshore/lake/2.json) cannot be read." },
  ]);
  await app.lakes.repair(folderPlace(folder), options);
  expect(await app.lakes.recent()).toMatchObject([{ state: "available" }]);
});

it("does not wait for a folder that does not answer, and asks it once", async () => {
  const at = vi.fn<LakeSites["at"]>(() => new Promise(() => {}));
  const conditions = new LakeConditions({ at });
  const place = folderPlace("/net/gone");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  for (let time = 0; time < 2; time += 1) {
    const asked = conditions.of(place);
    vi.runAllTimers();
    expect(await asked).toEqual({ state: "missing", problem: "The folder /net/gone does not answer." });
  }
  expect(at).toHaveBeenCalledTimes(1);
});
