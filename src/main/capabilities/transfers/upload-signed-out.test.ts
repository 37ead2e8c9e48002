import { expect, it } from "vitest";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";
import { AppError } from "../../../shared/domain/app-error.ts";

it("pauses when the session expires, and goes on where it was once the person has signed in", async ({
  onTestFinished,
}) => {
  let isSignedIn = true;
  let written = 0;
  const world = await UploadLake.open({
    wrap: (store) =>
      storeWith(store, {
        async write(...args) {
          if (written === 3) isSignedIn = false;
          if (!isSignedIn) throw new AppError("AUTH_REQUIRED", "The session has expired.", { retryable: true });
          written += 1;
          return store.write(...args);
        },
      }),
  });
  onTestFinished(() => world.dispose());
  const sources = [];
  for (let index = 0; index < 20; index += 1) sources.push(await world.source(`${index}.csv`));
  const { planId } = await world.plan(sources);
  const { id, lakeId } = await world.transfers.start(planId, "skip", {});
  const paused = await world.ended(id);
  expect(paused).toMatchObject({ state: "paused", filesDone: 3, filesFailed: 0, error: { code: "AUTH_REQUIRED" } });
  written = 100;
  isSignedIn = true;
  await world.transfers.signedIn(["another lake"]);
  expect((await world.until(id, () => true)).state).toBe("paused");
  await world.transfers.signedIn([lakeId]);
  expect(await world.ended(id)).toMatchObject({ state: "done", filesDone: 20, filesFailed: 0, error: null });
  expect(await world.zone()).toHaveLength(20);
});
