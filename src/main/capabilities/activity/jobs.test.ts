import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Job } from "../../../shared/contract/activity.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { type JobContext, Jobs } from "./index.ts";

let jobs: Jobs;
beforeEach(() => {
  jobs = new Jobs();
});
afterEach(() => jobs.close());

const request = { kind: "copy", title: "Copy", lakeId: "lake", unit: "objects", total: null } as const;

async function until(wanted: (job: Job) => boolean, id: string): Promise<Job> {
  for await (const list of jobs.follow()) {
    const job = list.find((candidate) => candidate.id === id);
    if (job && wanted(job)) return job;
  }
  throw new Error("the jobs have ended");
}
const ended = (id: string) => until(({ state }) => state !== "running", id);

/** A job that goes on until the test ends it. */
function start(): { id: string; context: JobContext; finish: () => void; fail: (error: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<{ kind: "none" }>();
  let context: JobContext | undefined;
  const id = jobs.start(request, (given) => {
    context = given;
    return promise;
  });
  if (!context) throw new Error("not started");
  return { id, context, finish: () => resolve({ kind: "none" }), fail: reject };
}

describe("jobs", () => {
  it("show their progress and warnings, and how they ended", async () => {
    const { id, context, finish } = start();
    context.progress({ done: 3, total: 9, detail: "a.csv" });
    context.warn("b.csv was skipped");
    expect(await until(({ progress }) => progress.done === 3, id)).toMatchObject({
      state: "running",
      progress: { done: 3, total: 9, detail: "a.csv" },
      warnings: ["b.csv was skipped"],
      finishedAt: null,
    });
    finish();
    expect(await ended(id)).toMatchObject({ state: "done", outcome: { kind: "none" }, finishedAt: expect.any(String) });
  });

  it("pass over moves that come faster than they are shown", async () => {
    const { context, finish } = start();
    let shown = 0;
    const leaving = new AbortController();
    const following = (async () => {
      for await (const _list of jobs.follow(leaving.signal)) shown += 1;
    })();
    for (let done = 1; done <= 1_000; done += 1) {
      context.progress({ done });
      await Promise.resolve();
    }
    expect(shown).toBeLessThan(100);
    finish();
    leaving.abort();
    await following;
  });

  it("fail with a sentence, and keep what went wrong inside Lakeshore to the log", async () => {
    const [known, unknown] = [start(), start()];
    known.fail(new AppError("OUT_OF_SPACE", "The disk is full."));
    unknown.fail(new TypeError("x is not a function"));
    expect(await ended(known.id)).toMatchObject({ state: "failed", error: { code: "OUT_OF_SPACE" } });
    const inside = await ended(unknown.id);
    expect(inside).toMatchObject({ state: "failed", error: { code: "INTERNAL" } });
    expect(JSON.stringify(inside)).not.toContain("function");
  });

  it("are cancelled, whatever their work says then, and are unknown when they are cleared", async () => {
    const { id, context, fail } = start();
    jobs.cancel(id);
    expect(context.signal.aborted).toBe(true);
    fail(new AppError("ENGINE_LOST", "The engine was stopped."));
    expect(await ended(id)).toMatchObject({ state: "cancelled", error: null });
    jobs.cancel(id);
    jobs.clearFinished();
    expect(() => jobs.cancel(id)).toThrow(/not known/);
  });

  it("are the newest 200, and none that runs is dropped", async () => {
    const first = start();
    for (let number = 0; number < 250; number += 1) {
      const { id, finish } = start();
      finish();
      await ended(id);
    }
    for await (const list of jobs.follow()) {
      expect(list).toHaveLength(200);
      expect(list.at(-1)).toMatchObject({ id: first.id, state: "running" });
      break;
    }
    first.finish();
    jobs.cancel(first.id);
  });

  it("are cancelled and waited for when the app ends", async () => {
    const { context, fail } = start();
    context.signal.addEventListener("abort", () => fail(new AppError("CANCELLED", "Cancelled.")));
    await jobs.close();
    expect(context.signal.aborted).toBe(true);
  });
});
