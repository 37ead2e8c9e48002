import { createORPCClient } from "@orpc/client";
import { eventIterator, type ContractRouterClient } from "@orpc/contract";
import { implement } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createRpcServer, type RpcServer } from "../../src/main/hosts/transport/rpc-server.ts";
import { ReconnectingLink } from "../../src/renderer/lib/transport/reconnecting-link.ts";
import { procedure } from "../../src/shared/contract/base.ts";
import { AppError } from "../../src/shared/domain/app-error.ts";
import { streamWindow } from "../../src/shared/transport/flow-control.ts";
import type { MessageEndpoint } from "../../src/shared/transport/message-endpoint.ts";

/** One way to carry the contract: what it takes to run the suite over it. */
export interface TransportUnderTest {
  dial: () => Promise<MessageEndpoint>;
  /** Breaks every connection from the server's side. */
  disconnect: () => void;
  close: () => Promise<void>;
}

const contract = {
  echo: procedure.input(z.object({ text: z.string() })).output(z.object({ text: z.string() })),
  refuse: procedure.output(z.void()),
  crash: procedure.output(z.void()),
  answerWrong: procedure.output(z.object({ n: z.number() })),
  wait: procedure.input(z.object({ name: z.string() })).output(z.void()),
  count: procedure.input(z.object({ to: z.number() })).output(eventIterator(z.number())),
  breakAfter: procedure
    .input(z.object({ values: z.number(), how: z.enum(["refuse", "crash"]) }))
    .output(eventIterator(z.number())),
  idle: procedure.output(eventIterator(z.number())),
};
const notImplementedHere = { ...contract, later: procedure.output(z.void()) };
type Client = ContractRouterClient<typeof notImplementedHere>;

const refusal = new AppError("ACCESS_DENIED", "You may not read this.", {
  hint: "Ask its owner.",
  retryable: true,
  details: { path: "/x", attempt: 2 },
});

/** What the handlers saw. */
function newWitness() {
  return { called: [] as string[], aborted: [] as string[], produced: 0, finished: [] as string[] };
}

function router(witness: ReturnType<typeof newWitness>) {
  const os = implement(contract);
  return {
    echo: os.echo.handler(({ input }) => {
      witness.called.push("echo");
      return input;
    }),
    refuse: os.refuse.handler(() => Promise.reject(refusal)),
    crash: os.crash.handler(() => Promise.reject(new Error("secret /etc/path"))),
    answerWrong: os.answerWrong.handler(() => JSON.parse('{"n":"one"}')),
    wait: os.wait.handler(({ input, signal }) => {
      witness.called.push(input.name);
      return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          witness.aborted.push(input.name);
          reject(new DOMException("aborted", "AbortError"));
        });
      });
    }),
    count: os.count.handler(async function* ({ input }) {
      try {
        for (let n = 1; n <= input.to; n += 1) {
          witness.produced = n;
          yield n;
        }
      } finally {
        witness.finished.push("count");
      }
    }),
    breakAfter: os.breakAfter.handler(async function* ({ input }) {
      for (let n = 1; n <= input.values; n += 1) yield n;
      throw input.how === "refuse" ? refusal : new Error("secret /etc/path");
    }),
    idle: os.idle.handler(async function* ({ signal }) {
      yield 1;
      try {
        await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
        witness.aborted.push("idle");
      } finally {
        witness.finished.push("idle");
      }
    }),
  };
}

/** What every transport of the contract must do, whatever carries it. */
export function transportContract(name: string, open: (rpc: RpcServer) => Promise<TransportUnderTest>): void {
  describe(`the contract over ${name}`, () => {
    let witness: ReturnType<typeof newWitness>;
    let transport: TransportUnderTest;
    let link: ReconnectingLink;
    let client: Client;

    beforeEach(async () => {
      // Main's log takes what crosses no connection; here it would only hide the report.
      vi.spyOn(process.stderr, "write").mockReturnValue(true);
      witness = newWitness();
      transport = await open(createRpcServer(router(witness)));
      link = new ReconnectingLink({ dial: transport.dial, pauseMs: 5, patienceMs: 5_000 });
      client = createORPCClient<Client>(link);
    });

    afterEach(async () => {
      link.close();
      await transport.close();
      vi.restoreAllMocks();
    });

    test("answers calls, many at once", async () => {
      const texts = Array.from({ length: 200 }, (_, n) => `${n} é🏞\u0000`);
      const answers = await Promise.all(texts.map((text) => client.echo({ text })));
      expect(answers.map(({ text }) => text)).toEqual(texts);
    });

    test("carries a text of megabytes", async () => {
      const text = "lake".repeat(1_000_000);
      expect((await client.echo({ text })).text).toBe(text);
    });

    test("fails with the AppError that was thrown, whole", async () => {
      const error = await failureOf(client.refuse());
      expect(error.toData()).toEqual(refusal.toData());
    });

    test("keeps what crashed to itself", async () => {
      const error = await failureOf(client.crash());
      expect(error.code).toBe("INTERNAL");
      expect(JSON.stringify(error.toData())).not.toContain("secret");
    });

    test("fails as INTERNAL when an answer breaks the contract", async () => {
      expect((await failureOf(client.answerWrong())).code).toBe("INTERNAL");
    });

    test("refuses invalid input before the handler sees it", async () => {
      const error = await failureOf(client.echo(JSON.parse('{"text":7}')));
      expect(error.code).toBe("INVALID_INPUT");
      expect(error.details).toEqual({ procedure: "echo", field: "text" });
      expect(witness.called).toEqual([]);
    });

    test("refuses a procedure that it does not have", async () => {
      const error = await failureOf(client.later());
      expect(error.code).toBe("INVALID_INPUT");
      expect(error.message).toContain("later");
    });

    test("does not call what was cancelled before it started", async () => {
      const error = await failureOf(client.wait({ name: "never" }, { signal: AbortSignal.abort() }));
      expect(error.code).toBe("CANCELLED");
      await client.echo({ text: "after" });
      expect(witness.called).toEqual(["echo"]);
    });

    test("cancels one of two calls, and its handler hears of it", async () => {
      const first = new AbortController();
      const second = new AbortController();
      const one = failureOf(client.wait({ name: "one" }, { signal: first.signal }));
      const two = failureOf(client.wait({ name: "two" }, { signal: second.signal }));
      await expect.poll(() => witness.called).toEqual(["one", "two"]);
      first.abort();
      expect((await one).code).toBe("CANCELLED");
      await expect.poll(() => witness.aborted).toEqual(["one"]);
      await client.echo({ text: "still there" });
      expect(witness.aborted).toEqual(["one"]);
      second.abort();
      expect((await two).code).toBe("CANCELLED");
    });

    test("streams every value in order, then ends", async () => {
      const seen: number[] = [];
      for await (const n of await client.count({ to: 1_000 })) seen.push(n);
      expect(seen).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
      expect(witness.finished).toEqual(["count"]);
    });

    test("never lets a producer run further ahead of a slow reader than the window", async () => {
      const stream = await client.count({ to: 10_000 });
      let furthestAhead = 0;
      for (let consumed = 1; consumed <= 5 * streamWindow; consumed += 1) {
        await stream.next();
        // Round trips on the same connection give an unbounded producer all the time it needs to run ahead.
        await client.echo({ text: "tick" });
        await client.echo({ text: "tock" });
        furthestAhead = Math.max(furthestAhead, witness.produced - consumed);
      }
      expect(furthestAhead).toBeGreaterThan(0);
      expect(furthestAhead).toBeLessThanOrEqual(streamWindow);
      await stream.return?.();
    });

    test("keeps two streams apart", async () => {
      const slow = await client.count({ to: 100 });
      await slow.next();
      const seen: number[] = [];
      for await (const n of await client.count({ to: 100 })) seen.push(n);
      expect(seen).toHaveLength(100);
      expect((await slow.next()).value).toBe(2);
      await slow.return?.();
    });

    test("ends a stream that its reader leaves, at once and at both ends", async () => {
      const stream = await client.idle();
      await stream.next();
      const waiting = stream.next().catch((error: unknown) => error);
      await stream.return?.();
      await expect.poll(() => witness.finished).toEqual(["idle"]);
      await waiting;
    });

    test("runs the producer's finally when a reader leaves in the middle", async () => {
      for await (const n of await client.count({ to: 10_000 })) if (n === 40) break;
      await expect.poll(() => witness.finished).toEqual(["count"]);
      expect(witness.produced).toBeLessThanOrEqual(40 + streamWindow);
    });

    test("cancels a stream by its signal", async () => {
      const controller = new AbortController();
      const stream = await client.idle(undefined, { signal: controller.signal });
      await stream.next();
      const next = failureOf(stream.next());
      controller.abort();
      expect((await next).code).toBe("CANCELLED");
      await expect.poll(() => witness.aborted).toEqual(["idle"]);
    });

    test("fails in the middle of a stream, after its values, with the error whole", async () => {
      const { seen, error } = await readUntilFailure(await client.breakAfter({ values: 20, how: "refuse" }));
      expect(seen).toHaveLength(20);
      expect(error.toData()).toEqual(refusal.toData());
    });

    test("keeps what crashed in the middle of a stream to itself", async () => {
      const { seen, error } = await readUntilFailure(await client.breakAfter({ values: 20, how: "crash" }));
      expect(seen).toHaveLength(20);
      expect(error.code).toBe("INTERNAL");
      expect(JSON.stringify(error.toData())).not.toContain("secret");
    });

    test("when the connection breaks, handlers are aborted and callers told", async () => {
      const stream = await client.idle();
      await stream.next();
      const next = failureOf(stream.next());
      const call = failureOf(client.wait({ name: "call" }));
      await expect.poll(() => witness.called).toEqual(["call"]);
      transport.disconnect();
      expect((await call).toData()).toMatchObject({ code: "UNAVAILABLE", retryable: true });
      expect((await next).code).toBe("UNAVAILABLE");
      await expect.poll(() => witness.aborted.toSorted()).toEqual(["call", "idle"]);
    });

    test("connects again by itself", async () => {
      const states: string[] = [];
      link.onChange(() => states.push(link.state()));
      await client.echo({ text: "before" });
      transport.disconnect();
      await expect.poll(() => states).toContain("lost");
      expect((await client.echo({ text: "after" })).text).toBe("after");
      expect(states.at(-1)).toBe("open");
    });

    test("closes a connection that sends what cannot be read, and serves the others", async () => {
      const broken = await transport.dial();
      const closed = new Promise<void>((resolve) => broken.onClose(resolve));
      broken.onFrame(() => {});
      broken.send('{"no":"request"');
      await closed;
      expect((await client.echo({ text: "fine" })).text).toBe("fine");
    });

    test("calls after closing fail as UNAVAILABLE", async () => {
      await client.echo({ text: "open" });
      link.close();
      expect((await failureOf(client.echo({ text: "closed" }))).code).toBe("UNAVAILABLE");
    });
  });
}

async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

async function readUntilFailure(stream: AsyncIterable<number>): Promise<{ seen: number[]; error: AppError }> {
  const seen: number[] = [];
  const read = async () => {
    for await (const value of stream) seen.push(value);
  };
  return { error: await failureOf(read()), seen };
}
