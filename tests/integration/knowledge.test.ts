import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { TableKnowledge } from "../../src/shared/domain/knowledge.ts";
import { folderPlace } from "../../src/shared/domain/lake-place.ts";
import { TemporaryLakes } from "../fixtures/temporary-lakes.ts";

// Two more processes, each with workers, share the machine with whatever else runs.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });
const options = { signal: new AbortController().signal };
const table = { zoneId: "raw", name: "flights" };
const Answer = z.object({ output: z.unknown().optional(), error: z.string().optional() });

/** Another app: a process with a user-data folder and an identity of its own. */
class OtherApp {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(userData: string, lake: string, principal: string) {
    const program = fileURLToPath(new URL("../fixtures/knowledge-app.ts", import.meta.url));
    this.#child = spawn(process.execPath, [program, userData, lake, principal]);
    this.#child.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async answer(): Promise<unknown> {
    const { value } = await this.#lines.next();
    const { output, error } = Answer.parse(JSON.parse(String(value)));
    if (error !== undefined) throw new Error(error);
    return output;
  }

  call(call: string, input: object): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify({ call, input })}\n`);
    return this.answer();
  }

  async known(): Promise<TableKnowledge> {
    return TableKnowledge.parse(await this.call("get", { table }));
  }

  async end(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.stdin.end();
    await ended;
  }
}

let app: TemporaryLakes;
let ada: OtherApp;
let bob: OtherApp;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  const folder = await app.folder("lake");
  const { zones } = await app.lakes.inspect(folderPlace(folder), options);
  await app.lakes.create(folderPlace(folder), "Shared", zones, options);
  ada = new OtherApp(await app.folder("user ada"), folder, "ada");
  bob = new OtherApp(await app.folder("user bob"), folder, "bob");
  await Promise.all([ada.answer(), bob.answer()]);
});
afterEach(async () => {
  await Promise.all([ada.end(), bob.end()]);
  await app.dispose();
});

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 });

it("shows two apps each other's ratings, descriptions and conflicts", async () => {
  // Both have looked before anything is there, and are told of what comes.
  await Promise.all([ada.known(), bob.known()]);
  const subject = { table, column: null };
  await ada.call("rate", { table, rating: { stars: 5, comment: "complete" } });
  await bob.call("rate", { table, rating: { stars: 2, comment: "gaps in May" } });
  await ada.call("describe", { subject, description: "One row a **flight**.", seen: [] });
  for (const one of [ada, bob]) {
    await soon(async () => {
      const known = await one.known();
      expect(known.ratings).toMatchObject({ count: 2, average: 3.5 });
      expect(known.description.values).toMatchObject([{ by: "ada", value: "One row a **flight**." }]);
    });
  }
  expect((await bob.known()).ratings.mine).toMatchObject({ stars: 2, by: "bob" });

  const { seen } = (await bob.known()).description;
  await Promise.all([
    ada.call("describe", { subject, description: "One row a departure.", seen }),
    bob.call("describe", { subject, description: "One row a leg.", seen }),
  ]);
  for (const one of [ada, bob]) {
    await soon(async () => {
      const texts = (await one.known()).description.values.map(({ value }) => value);
      expect(new Set(texts)).toEqual(new Set(["One row a departure.", "One row a leg."]));
    });
  }
  const both = (await ada.known()).description.seen;
  await ada.call("describe", { subject, description: "One row a leg, from departure to arrival.", seen: both });
  await soon(async () => expect((await bob.known()).description.values).toHaveLength(1));
  // What each shows of the table is the same to the last letter, but for who one is and which rating is theirs.
  const [hers, his] = [await ada.known(), await bob.known()];
  const shared = (known: TableKnowledge) => ({ ...known, me: "", ratings: { ...known.ratings, mine: null } });
  expect(shared(his)).toEqual(shared(hers));
});
