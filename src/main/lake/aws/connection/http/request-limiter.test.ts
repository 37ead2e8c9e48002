import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { RequestLimiter } from "./request-limiter.ts";

const limiterOf = (requests: number, maxWaitMs = 30_000) =>
  new RequestLimiter({ service: "Glue", requests, maxWaitMs });

describe("a limiter of requests", () => {
  it("lets so many go and no more, the others in their order", async () => {
    const limiter = limiterOf(2);
    const gone: string[] = [];
    const go = async (name: string) => {
      const end = await limiter.turn(null);
      gone.push(name);
      return end;
    };
    const [a, , c, d] = ["a", "b", "c", "d"].map(go);
    const endA = await a;
    await nextTurn();
    expect(gone).toEqual(["a", "b"]);
    endA?.();
    endA?.();
    const endC = await c;
    await nextTurn();
    expect(gone).toEqual(["a", "b", "c"]);
    endC?.();
    await d;
    expect(gone).toEqual(["a", "b", "c", "d"]);
  });

  it("lets who gives up out of the queue, and passes the turn to the next", async () => {
    const limiter = limiterOf(1);
    const end = await limiter.turn(null);
    const impatient = new AbortController();
    const aborted = limiter.turn(impatient.signal);
    const patient = limiter.turn(null);
    impatient.abort();
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    end();
    await expect(patient).resolves.toBeTypeOf("function");
  });

  it("says that the service is busy after too long a wait, and keeps no turn for who has left", async () => {
    const limiter = limiterOf(1, 1);
    const end = await limiter.turn(null);
    await expect(limiter.turn(null)).rejects.toMatchObject({ code: "RATE_LIMITED", retryable: true });
    end();
    await expect(limiter.turn(null)).resolves.toBeTypeOf("function");
  });
});
