import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JournalEvent } from "../../src/main/lake/journal/journal-event.ts";
import { TemporaryLakes } from "../fixtures/temporary-lakes.ts";
import { folderPlace } from "../../src/shared/domain/lake-place.ts";

const options = { signal: new AbortController().signal };
const TIMES = 12;

let app: TemporaryLakes;
let folder: string;
let lakeId: string;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  folder = await app.folder();
  const { zones } = await app.lakes.inspect(folderPlace(folder), options);
  lakeId = (await app.lakes.create(folderPlace(folder), "Shared", zones, options)).summary.id;
});
afterEach(() => app.dispose());

/** Another app that has opened the lake and waits. */
async function start(name: string): Promise<ChildProcessWithoutNullStreams> {
  const program = fileURLToPath(new URL("../fixtures/lake-changer.ts", import.meta.url));
  const child = spawn(process.execPath, [program, await app.folder(`user ${name}`), folder, name, String(TIMES)]);
  child.stderr.pipe(process.stderr);
  await once(child.stdout, "data");
  return child;
}

/** Both change the lake at the same time. */
async function changeTogether(): Promise<void> {
  const children = await Promise.all([start("left"), start("right")]);
  const ended = children.map((child) => once(child, "exit"));
  for (const child of children) child.stdin.write("go\n");
  expect(await Promise.all(ended)).toEqual([
    [0, null],
    [0, null],
  ]);
}

const journal = () => app.lakes.get(lakeId).journal.page(null, 200, options);
const eventFile = ({ writer, sequence }: JournalEvent) =>
  join(folder, ".lakeshore/journal", writer, `${String(sequence).padStart(12, "0")}.json`);

describe("two apps with one lake", () => {
  it("lose none of each other's changes, and a third sees them all", async () => {
    await changeTogether();
    const added = ["left", "right"].flatMap((name) =>
      Array.from({ length: TIMES }, (_, number) => `${name}_${number}`),
    );
    const zones = () =>
      app.lakes
        .get(lakeId)
        .definition()
        .zones.map(({ id }) => id);
    await vi.waitFor(() => expect(zones()).toEqual(expect.arrayContaining(added)), { timeout: 15_000 });
    expect(zones()).toHaveLength(3 + added.length);

    const { events, problems } = await journal();
    expect(problems).toEqual([]);
    for (const name of ["left", "right"]) {
      const chain = events.filter(({ data }) => String(data["summary"]).startsWith(name)).toReversed();
      expect(new Set(chain.map(({ writer }) => writer)).size).toBe(1);
      expect(chain.map(({ sequence, data }) => [sequence, data["summary"]])).toEqual(
        Array.from({ length: TIMES }, (_, number) => [number + 1, `${name} ${number}`]),
      );
    }
  });

  it("have a journal that shows when an event of either was changed or taken away", async () => {
    await changeTogether();
    await app.lakes.get(lakeId).journal.append("test.seen", { summary: "a third app has seen them" }, options);
    const { events } = await journal();
    const newest = events.find(({ kind }) => kind === "test.added");
    if (!newest) throw new Error("no event");
    const name = `Event ${newest.sequence} of writer ${newest.writer}`;
    const text = await readFile(eventFile(newest), "utf8");
    await writeFile(eventFile(newest), text.replace("test.added", "test.tamper"));
    expect((await journal()).problems).toEqual([`${name} was changed after it was written.`]);
    await rm(eventFile(newest));
    expect((await journal()).problems).toEqual([`${name} is missing.`]);
    await writeFile(eventFile(newest), text);
    expect((await journal()).problems).toEqual([]);
  });
});
