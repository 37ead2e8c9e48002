import { expect, test } from "vitest";
import type { EngineStatus } from "../../../shared/contract/host.ts";
import { LatestValue } from "../../streams/latest-value.ts";
import { EngineStatuses } from "./engine-statuses.ts";

const status = (role: EngineStatus["role"], state: EngineStatus["state"]): EngineStatus => ({
  role,
  state,
  restarts: 0,
  memoryBytes: null,
  memoryLimitBytes: 1,
  lastFailure: null,
});

test("tells the states of all engines together, and again when one changes", async () => {
  const questions = new LatestValue(status("questions", "starting"));
  const files = new LatestValue(status("files", "ready"));
  const statuses = new EngineStatuses(
    [questions, files].map((value) => ({ status: (signal) => value.follow(signal) })),
  );
  const stop = new AbortController();
  const seen = statuses.follow(stop.signal);
  expect((await seen.next()).value).toEqual([status("questions", "starting"), status("files", "ready")]);
  questions.set(status("questions", "busy"));
  expect((await seen.next()).value).toEqual([status("questions", "busy"), status("files", "ready")]);
  const last = seen.next();
  stop.abort();
  expect((await last).done).toBe(true);
});

test("is an empty list while there are no engines", async () => {
  const seen = new EngineStatuses([]).follow(undefined);
  expect((await seen.next()).value).toEqual([]);
  await seen.return();
});
