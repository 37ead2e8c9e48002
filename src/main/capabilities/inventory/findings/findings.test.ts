import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { madeLake } from "../../../../../tests/fixtures/made-lake.ts";
import { TemporaryLakes } from "../../../../../tests/fixtures/temporary-lakes.ts";
import type { CustomClassifier } from "../../../../shared/domain/custom-classifier.ts";
import type { Finding } from "../../../../shared/domain/finding.ts";
import { folderPlace } from "../../../../shared/domain/lake-place.ts";
import { Jobs } from "../../activity/index.ts";
import { KnowledgeService } from "../../knowledge/index.ts";
import { Previews } from "../../preview/index.ts";
import { InventoryService } from "../inventory-service.ts";

// Four worker threads share the machine with whatever else runs.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const options = { signal: new AbortController().signal };
const programs = new URL("../../../workers/", import.meta.url);
const customers = Array.from({ length: 20 }, (_, at) => `${at},anna${at}.nowak@example.org,203.0.113.${at}`);
const orders = Array.from({ length: 20 }, (_, at) =>
  JSON.stringify({ id: at, buyer: { mail: `b${at}@example.com`, address: `${at + 1} Oak Street` } }),
);

let app: TemporaryLakes;
let previews: Previews;
let jobs: Jobs;
let knowledge: KnowledgeService;
let inventory: InventoryService;
let folder: string;
let lakeId: string;
/** Paths whose content was read. */
let read: string[];

beforeEach(async () => {
  app = await TemporaryLakes.create();
  previews = new Previews(app.lakes, new URL("preview-worker.ts", programs));
  jobs = new Jobs();
  read = [];
  const indexFolder = join(app.root, "index");
  knowledge = new KnowledgeService({
    database: app.database,
    lakes: app.lakes,
    jobs,
    knowledgeWorker: new URL("knowledge-worker.ts", programs),
    checkClassifier: (classifier, { signal }) => inventory.findings.checkClassifier(classifier, { signal }),
    indexFolder,
  });
  inventory = new InventoryService({
    lakes: app.lakes,
    jobs,
    knowledge,
    sample: (address, { signal, rows }) => {
      read.push(address.path);
      return previews.sample(address, { rows }, signal);
    },
    keysWorker: new URL("keys-worker.ts", programs),
    semanticsWorker: new URL("semantics-worker.ts", programs),
    indexFolder,
    onScanned: () => undefined,
  });
  folder = await madeLake(await app.folder(), {
    "raw/customers.csv": `id,mail,host\n${customers.join("\n")}\n`,
    "raw/orders.ndjson": `${orders.join("\n")}\n`,
    "raw/parts.csv": "number,weight\nA-1,2.5\nA-2,3.5\nA-3,1.5\n",
  });
  lakeId = (await app.lakes.open(folderPlace(folder), options)).summary.id;
});
afterEach(async () => {
  await inventory.close();
  await knowledge.close();
  await jobs.close();
  await previews.close();
  await app.dispose();
});

async function scan() {
  const job = inventory.scan(lakeId, { zoneId: null, prefix: "" });
  for await (const list of jobs.follow()) if (list.some(({ id, state }) => id === job && state === "done")) return;
}

const everything = { kinds: [], states: [], zoneId: null, personal: false, text: "", start: 0, limit: 100 };
const list = (filter = {}) => inventory.findings.list(lakeId, { ...everything, ...filter }, options);
const named = async (filter = {}) =>
  (await list(filter)).findings.map(({ path, column, field, kind }) => `${path} ${column} ${field ?? ""} ${kind}`);

it("finds personal data while it reads schemas, in nested values too, and keeps it masked", async () => {
  await scan();
  expect((await named({ personal: true })).toSorted()).toEqual([
    "customers.csv host  ip-address",
    "customers.csv mail  email",
    "orders.ndjson buyer address postal-address",
    "orders.ndjson buyer mail email",
  ]);
  const [mail] = (await list({ kinds: ["email"], text: "customers" })).findings;
  expect(mail).toMatchObject({ zoneId: "raw", state: "open", personal: true, share: 1, sampled: 20, decision: null });
  expect(mail?.examples[0]).toMatch(/^a•+.*@e•+/);
  expect(mail?.reasons).toEqual([
    "All 20 values that were looked at are a mailbox, @ and a domain.",
    "“mail” says so.",
  ]);
});

it("never keeps a value of a person in its index", async () => {
  await scan();
  await inventory.close();
  const kept = await Promise.all(
    ["", "-wal"].map((suffix) => readFile(join(app.root, "index", `${lakeId}-keys.db${suffix}`)).catch(() => "")),
  );
  expect(kept.join("")).toContain("customers.csv");
  for (const value of ["anna0", "nowak", "203.0.113.1", "Oak Street"]) expect(kept.join("")).not.toContain(value);
});

it("counts findings by kind, and shows those of a zone, a kind or a text", async () => {
  await scan();
  const { kinds, count } = await list({ personal: true });
  expect(count).toBe(4);
  expect(kinds[0]).toEqual({ kind: "email", name: null, personal: true, findings: 2 });
  expect(await named({ text: "ORDERS", kinds: ["email"] })).toEqual(["orders.ndjson buyer mail email"]);
  expect((await list({ zoneId: "trusted" })).count).toBe(0);
  expect((await list({ states: ["dismissed"] })).count).toBe(0);
});

it("tells what is known of the place of a table", async () => {
  expect(await inventory.findings.at(lakeId, "raw", "customers.csv", options)).toEqual([]);
  await scan();
  const found = await inventory.findings.at(lakeId, "raw", "customers.csv", options);
  expect(found.map(({ column, kind }) => `${column} ${kind}`)).toContain("mail email");
});

it("tells what is known of the folder of a table that is the only part in it", async () => {
  await mkdir(join(folder, "raw/people"));
  await writeFile(join(folder, "raw/people/part-0.csv"), `id,mail,host\n${customers.join("\n")}\n`);
  await scan();
  const kindsAt = async (path: string) =>
    (await inventory.findings.at(lakeId, "raw", path, options)).map(({ column, kind }) => `${column} ${kind}`);
  expect(await kindsAt("people/part-0.csv")).toContain("mail email");
  expect(await kindsAt("people/part-0.csv")).toEqual(await kindsAt("people/"));
  expect(await kindsAt("people/part-1.csv")).toEqual([]);
});

it("looks again only at what has changed, and forgets what is gone", async () => {
  await scan();
  const before = await inventory.findings.at(lakeId, "raw", "orders.ndjson", options);
  read = [];
  await writeFile(join(folder, "raw/customers.csv"), "id,mail\n1,none\n2,none\n");
  await scan();
  expect(read).toEqual(["customers.csv"]);
  expect((await named({ personal: true })).toSorted()).toEqual([
    "orders.ndjson buyer address postal-address",
    "orders.ndjson buyer mail email",
  ]);
  expect(await inventory.findings.at(lakeId, "raw", "orders.ndjson", options)).toEqual(before);
});

const dismissal = { verdict: "dismissed", reason: "Mailboxes of machines." } as const;
const mailOf = async (path: string) => {
  const [mail] = (await list({ kinds: ["email"], text: path })).findings;
  if (!mail) throw new Error(`no e-mail was found in ${path}`);
  return mail;
};
const subjectOf = ({ zoneId, path, column, field, kind, fingerprint }: Finding) => ({
  zoneId,
  path,
  column,
  field,
  kind,
  fingerprint,
});

it("keeps a dismissed finding dismissed through scans of changed data, until its evidence is another", async () => {
  await scan();
  const mail = await mailOf("customers");
  expect(await inventory.findings.decide(lakeId, [subjectOf(mail)], dismissal, options)).toBe(1);
  expect(await named({ states: ["dismissed"] })).toEqual(["customers.csv mail  email"]);
  expect((await named({ states: ["open"], personal: true })).join()).not.toContain("customers.csv mail");

  // Other rows of the same: it has been looked at again, and is what it was.
  const others = Array.from({ length: 30 }, (_, at) => `${at},z${at}@example.net,198.51.100.${at}`);
  await writeFile(join(folder, "raw/customers.csv"), `id,mail,host\n${others.join("\n")}\n`);
  await scan();
  expect(await mailOf("customers")).toMatchObject({ sampled: 30, state: "dismissed", decision: dismissal });

  // Few of many texts have one now: that is other evidence than a column of them.
  const texts = Array.from(
    { length: 30 },
    (_, at) => `${at},${at < 3 ? `please write to me${at}@example.net` : "no remark at all"}`,
  );
  await writeFile(join(folder, "raw/customers.csv"), `id,mail\n${texts.join("\n")}\n`);
  await scan();
  expect(await mailOf("customers")).toMatchObject({ state: "open", decision: null, earlier: dismissal });
});

it("decides on many at once, and takes it back", async () => {
  await scan();
  const mails = (await list({ kinds: ["email"] })).findings.map(subjectOf);
  const confirmed = { verdict: "confirmed", reason: "" } as const;
  expect(await inventory.findings.decide(lakeId, mails, confirmed, options)).toBe(2);
  expect((await list({ states: ["confirmed"] })).count).toBe(2);
  await inventory.findings.decide(lakeId, mails.slice(0, 1), null, options);
  expect((await list({ states: ["confirmed"] })).count).toBe(1);
});

it("shows what a colleague has decided", async () => {
  await scan();
  const mail = await mailOf("orders");
  expect(mail.state).toBe("open");
  await knowledge.decide(lakeId, subjectOf(mail), dismissal, options);
  expect(await mailOf("orders")).toMatchObject({ state: "dismissed", decision: { reason: dismissal.reason } });
});

it("shows what was decided to all who ask at once", async () => {
  await scan();
  const mail = await mailOf("orders");
  await knowledge.decide(lakeId, subjectOf(mail), dismissal, options);
  const leaving = new AbortController();
  const left = inventory.findings.at(lakeId, "raw", "orders.ndjson", { signal: leaving.signal });
  const others = Array.from({ length: 3 }, () => mailOf("orders"));
  leaving.abort();
  await expect(left).rejects.toMatchObject({ name: "AbortError" });
  expect((await Promise.all(others)).map(({ state }) => state)).toEqual(["dismissed", "dismissed", "dismissed"]);
});

it("looks at everything once more when the lake has a new classifier, and says what it finds", async () => {
  await scan();
  read = [];
  await scan();
  expect(read).toEqual([]);
  const classifier: CustomClassifier = {
    id: "part",
    name: "Part number",
    finds: "semantic-type",
    rule: { by: "pattern", pattern: "[A-Z]-\\d", ignoreCase: false },
    headers: [],
    minimumShare: 0.9,
  };
  await knowledge.saveClassifier(lakeId, classifier, [], options);
  await scan();
  expect(read.toSorted()).toEqual(["customers.csv", "orders.ndjson", "parts.csv"]);
  const [part] = (await list({ kinds: ["custom:part"] })).findings;
  expect(part).toMatchObject({ path: "parts.csv", column: "number", variant: "Part number", personal: false });
  expect((await list()).kinds).toContainEqual({
    kind: "custom:part",
    name: "Part number",
    personal: false,
    findings: 1,
  });
});

it("tries a classifier off the main thread before it is saved, and explains one that does not work", async () => {
  const part = (pattern: string): CustomClassifier => ({
    id: "part",
    name: "Part number",
    finds: "semantic-type",
    rule: { by: "pattern", pattern, ignoreCase: false },
    headers: ["number"],
    minimumShare: 0.5,
  });
  const tried = (pattern: string) => inventory.findings.tryClassifier(part(pattern), ["A-1", "", "none"], options);
  expect(await tried("[A-Z]-[0-9]")).toEqual({
    matches: [true, null, false],
    matched: 1,
    counted: 2,
    share: 0.5,
    isFound: true,
  });
  await expect(tried("[A-Z")).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "pattern" } });
  expect(await tried("none")).toMatchObject({ matched: 1 });
  await expect(knowledge.saveClassifier(lakeId, part("[A-Z"), [], options)).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { field: "pattern" },
  });
  const rule: CustomClassifier["rule"] = { by: "lines", pattern: "[A-Z]-[0-9]" };
  const [fine, broken]: CustomClassifier[] = [{ ...part(""), finds: "format", rule }, part("[A-Z")];
  const statements = [fine, broken].map((value, at) => ({ topic: "classifier", classifierId: `part ${at}`, value }));
  const text = JSON.stringify({ format: "lakeshore-knowledge", version: 1, statements });
  const { planId, changes } = await knowledge.exchange.plan(lakeId, "json", text, options);
  expect(changes).toBe(1);
  const reason = expect.stringContaining("The pattern cannot be read");
  expect(knowledge.exchange.leftOut(lakeId, planId, 0, 10)).toEqual([{ number: 2, reason }]);
  expect(await knowledge.classifiers(lakeId, options)).toEqual([]);
});
