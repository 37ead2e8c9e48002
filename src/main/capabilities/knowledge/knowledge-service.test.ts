import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { storeBytes } from "../../../../tests/fixtures/made-journal.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { KnowledgeSummary } from "../../../shared/domain/knowledge.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";
import { eventKey } from "../../lake/journal/journal-event.ts";
import { createJournal } from "../../lake/journal/journal.ts";
import type { ManagedCatalogAccess, TableNote } from "../../lake/managed-catalog.ts";
import type { Lake, TableCatalog } from "../../lake/ports.ts";
import { Jobs } from "../activity/index.ts";
import { KnowledgeService } from "./knowledge-service.ts";

// Each test starts two workers, and the machine has other things to do.
vi.setConfig({ testTimeout: 120_000 });
const options = { signal: new AbortController().signal };
const table = { zoneId: "raw", name: "flights" };
const owner = (value: string) => ({ topic: "owner", table, value }) as const;

let app: TemporaryLakes;
let lakeId: string;
let knowledge: KnowledgeService;

beforeEach(async () => {
  app = await TemporaryLakes.create();
  const folder = await app.folder("lake");
  const { zones } = await app.lakes.inspect(folderPlace(folder), options);
  lakeId = (await app.lakes.create(folderPlace(folder), "Known", zones, options)).summary.id;
  knowledge = open("index");
});
afterEach(async () => {
  await knowledge.close();
  await app.dispose();
});

function open(index: string, as: (lake: Lake) => Lake = (lake) => lake): KnowledgeService {
  return new KnowledgeService({
    jobs: new Jobs(),
    database: app.database,
    lakes: { get: (id) => as(app.lakes.get(id)), onChange: (listener) => app.lakes.onChange(listener) },
    knowledgeWorker: new URL("../../workers/knowledge-worker.ts", import.meta.url),
    checkClassifier: () => Promise.reject(new Error("nobody saves a classifier here")),
    indexFolder: join(app.root, index),
  });
}

const unused = () => {
  throw new Error("nobody should ask for this");
};
const unusedCatalog: ManagedCatalogAccess = {
  available: true,
  syncState: unused,
  sync: unused,
  partitions: unused,
  addPartitions: unused,
  eachPartition: unused,
  versions: unused,
  annotate: unused,
  crawlers: unused,
  startCrawler: unused,
  followCrawler: unused,
};

/** The catalog, as if it were a service. */
function tablesWith(tables: TableCatalog, managed: ManagedCatalogAccess): TableCatalog {
  return new Proxy(tables, { get: (target, name) => (name === "managed" ? managed : Reflect.get(target, name)) });
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

async function summariesOf(since: number) {
  const tables: KnowledgeSummary[] = [];
  let newest = since;
  for await (const { summaries, revision } of knowledge.summaries(lakeId, { since, ...options })) {
    tables.push(...summaries);
    newest = revision;
  }
  return { tables, newest };
}

describe("what a person adds", () => {
  it("is there at once, and again in an app that has folded nothing yet", async () => {
    await knowledge.say(lakeId, owner("BI"), [], options);
    await knowledge.tag(lakeId, table, "daily", true, options);
    const { questionId } = await knowledge.ask(lakeId, { table, questionId: null, text: "When?" }, options);
    await knowledge.answer(lakeId, { table, questionId, answerId: null, text: "At night." }, options);
    const here = await knowledge.table(lakeId, table, options);
    expect(here).toMatchObject({
      owner: { values: [{ value: "BI" }] },
      tags: [{ tag: "daily" }],
      questions: [{ text: "When?", answers: [{ text: "At night." }] }],
    });
    const elsewhere = open("another index");
    await soon(async () => expect(await elsewhere.table(lakeId, table, options)).toEqual(here));
    await elsewhere.close();
  });

  it("is refused with the reason where the journal may not be written, and changes nothing", async () => {
    const denied = open("denied index", (lake) => {
      const write = () => Promise.reject(new AppError("ACCESS_DENIED", "Read only."));
      return {
        ...lake,
        journal: createJournal(storeWith(lake.objects, { write }), lake.identity, crypto.randomUUID()),
      };
    });
    await expect(denied.say(lakeId, owner("BI"), [], options)).rejects.toMatchObject({
      code: "ACCESS_DENIED",
      message: "You may not write to this lake's journal, so nothing was added.",
    });
    expect((await denied.table(lakeId, table, options)).owner.values).toEqual([]);
    await denied.close();
  });

  it("is added, and said to be, also where the index of what is known fails meanwhile", async () => {
    const failing = new KnowledgeService({
      jobs: new Jobs(),
      database: app.database,
      lakes: app.lakes,
      knowledgeWorker: new URL("data:text/javascript,process.exit(1)"),
      checkClassifier: () => Promise.reject(new Error("nobody saves a classifier here")),
      indexFolder: join(app.root, "failing index"),
    });
    const { id, warning } = await failing.say(lakeId, owner("BI"), [], options);
    expect(warning).toBe("The lake's journal has this, and it is shown once the journal can be read again.");
    await failing.close();
    await soon(async () =>
      expect((await knowledge.table(lakeId, table, options)).owner.values).toMatchObject([{ id }]),
    );
  });

  it("stands where the catalog refuses to be told, and says so; else the catalog is told", async () => {
    const notes: unknown[] = [];
    const glue = open("glue index", (lake) => {
      const managed = {
        ...unusedCatalog,
        annotate: (_table: unknown, note: TableNote) => {
          if (note.owner === "nobody") throw new AppError("ACCESS_DENIED", "No glue:UpdateTable.");
          notes.push(note);
          return Promise.resolve();
        },
      };
      return { ...lake, tables: tablesWith(lake.tables, managed) };
    });
    await glue.tag(lakeId, table, "daily", true, options);
    const { warning } = await glue.say(lakeId, owner("nobody"), [], options);
    expect(notes).toEqual([{ description: null, owner: null, tags: ["daily"] }]);
    expect(warning).toContain("you may not change the table in Glue. No glue:UpdateTable.");
    expect((await glue.table(lakeId, table, options)).owner.values).toMatchObject([{ value: "nobody" }]);
    await glue.close();
  });

  it("is not written again where it holds already", async () => {
    const first = await knowledge.tag(lakeId, table, "daily", true, options);
    expect(await knowledge.tag(lakeId, table, "daily", true, options)).toEqual(first);
    const { events } = await app.lakes.get(lakeId).journal.page(null, 50, options);
    expect(events.filter(({ kind }) => kind === "knowledge.tagged")).toHaveLength(1);
  });

  it("is other people's to change only where it is not a person's own", async () => {
    const { questionId } = await knowledge.ask(lakeId, { table, questionId: null, text: "When?" }, options);
    const eve = open("eve's index", (lake) => {
      const identity = { whoAmI: () => Promise.resolve({ principal: "eve", displayName: "Eve" }) };
      return { ...lake, identity, journal: createJournal(lake.objects, identity, crypto.randomUUID()) };
    });
    await soon(async () => expect((await eve.table(lakeId, table, options)).questions).toHaveLength(1));
    await expect(eve.ask(lakeId, { table, questionId, text: null }, options)).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "That question is not one of yours.",
    });
    await eve.close();
  });
});

describe.each(["csv", "json"] as const)("what is exported as %s", (format) => {
  it("is planned, looked at and then written in another lake, and changes nothing in its own", async () => {
    const subject = { table, column: "tail", topic: "description" } as const;
    await knowledge.say(lakeId, { ...subject, value: 'Of the "aircraft",\nas painted' }, [], options);
    await knowledge.tag(lakeId, table, "daily", true, options);
    await knowledge.rate(lakeId, table, { stars: 4, comment: "" }, options);
    const replacement = { zoneId: null, name: "flights2" };
    const certification = { status: "deprecated", reason: "old", replacement } as const;
    await knowledge.say(lakeId, { topic: "certification", table, value: certification }, [], options);
    const { text, next } = await knowledge.exchange.export(lakeId, format, null, options);
    expect(next).toBe(null);
    const file = join(await app.folder("exported"), `known.${format}`);
    knowledge.exchange.exportToFile(lakeId, format, file);
    await soon(async () => expect(await readFile(file, "utf8")).toBe(text));
    expect(await readdir(dirname(file))).toEqual([`known.${format}`]);
    expect(await knowledge.exchange.plan(lakeId, format, text, options)).toMatchObject({ changes: 0, same: 4 });

    const folder = await app.folder("other");
    const { zones } = await app.lakes.inspect(folderPlace(folder), options);
    const other = (await app.lakes.create(folderPlace(folder), "Other", zones, options)).summary.id;
    const plan = await knowledge.exchange.plan(other, format, text, options);
    expect(plan).toMatchObject({ changes: 4, same: 0, leftOut: 0 });
    const changes = knowledge.exchange.changes(other, plan.planId, 0, 10);
    expect(changes).toHaveLength(4);
    const replaced = 'status: deprecated\nreason: old\nreplacement: {"zoneId":null,"name":"flights2"}';
    expect(changes.map(({ after }) => after)).toEqual(expect.arrayContaining(["yes", replaced]));
    expect((await knowledge.table(other, table, options)).tags).toEqual([]);
    knowledge.applyImport(other, plan.planId);
    await soon(async () => {
      expect(await knowledge.table(other, table, options)).toMatchObject({
        tags: [{ tag: "daily" }],
        ratings: { count: 1, average: 4 },
        certification: { values: [{ value: certification }] },
        columns: [{ name: "tail", description: { values: [{ value: 'Of the "aircraft",\nas painted' }] } }],
      });
    });
    const { principal } = await app.lakes.get(lakeId).identity.whoAmI(options);
    const eves = await knowledge.exchange.plan(other, format, text.replaceAll(principal, "eve"), options);
    expect(eves).toMatchObject({ changes: 0, same: 3, leftOut: 1 });
    expect(knowledge.exchange.leftOut(other, eves.planId, 0, 10)).toMatchObject([
      { reason: "Nobody but eve can rate a table as eve." },
    ]);
  });
});

it("counts what cannot be read as an event, also in the next run of the app", async () => {
  const bytes = new TextEncoder().encode('{"format":2}\n');
  await storeBytes(app.lakes.get(lakeId).objects, eventKey(crypto.randomUUID(), 1), bytes);
  for (const run of [knowledge, open("index")]) {
    for await (const { isWhole, ignored } of run.follow(lakeId, options)) {
      if (!isWhole) continue;
      expect(ignored).toBe(1);
      break;
    }
    await run.close();
  }
});

describe("what else needs it", () => {
  const finding = { zoneId: "raw", path: "a.csv", column: "mail", field: null, kind: "email", fingerprint: "one" };

  it("gets decisions on findings as long as their evidence is the same", async () => {
    await knowledge.decide(lakeId, finding, { verdict: "confirmed", reason: "" }, options);
    await knowledge.decide(lakeId, finding, { verdict: "dismissed", reason: "look-alikes" }, options);
    const dataset = { zoneId: "raw", path: "a.csv" };
    expect(await knowledge.decisions(lakeId, dataset, options)).toMatchObject([
      { finding, verdict: "dismissed", reason: "look-alikes" },
    ]);
    await knowledge.decide(lakeId, finding, null, options);
    expect(await knowledge.decisions(lakeId, null, options)).toEqual([]);
  });

  it("gets summaries of the tables that have changed since it looked", async () => {
    const changes: string[] = [];
    knowledge.onChange((id) => changes.push(id));
    await knowledge.say(lakeId, owner("BI"), [], options);
    const all = await summariesOf(0);
    expect(all.tables).toMatchObject([{ table, owner: "BI" }]);
    const other = { zoneId: null, name: "orders" };
    await knowledge.tag(lakeId, other, "daily", true, options);
    expect((await summariesOf(all.newest)).tables).toMatchObject([{ table: other, tags: ["daily"] }]);
    expect(changes).toContain(lakeId);
  });
});
