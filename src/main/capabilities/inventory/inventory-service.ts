import { join } from "node:path";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import { queryWords } from "../../../shared/domain/name-words.ts";
import type { CatalogPlan, DatasetState } from "../../../shared/domain/inventory.ts";
import { recordAct } from "../../lake/journal/record-act.ts";
import type { Lake, OpenLakes } from "../../lake/ports.ts";
import { zoneOf } from "../../lake/zone-keys.ts";
import { removeDatabase } from "../../state/remove-database.ts";
import type { JobContext, Jobs } from "../activity/index.ts";
import { Findings } from "./findings/findings.ts";
import type { FindingKnowledge } from "./findings/own-classifiers.ts";
import { type SampleDataset } from "./findings/read-dataset.ts";
import { SemanticsClient } from "./findings/semantics-client.ts";
import type { ScanScope } from "./key-index/keys-protocol.ts";
import { LakeInventory } from "./lake-inventory.ts";
import { partitionsOf } from "./partitions.ts";
import { type TakenNames, carryOut, planOf } from "./registration.ts";

interface InventoryDependencies {
  lakes: OpenLakes;
  jobs: Jobs;
  sample: SampleDataset;
  knowledge: FindingKnowledge;
  /** Program of the worker that owns a key index. */
  keysWorker: URL;
  /** Program of the worker that says what values mean. */
  semanticsWorker: URL;
  /** Folder of the indexes, one file a lake; may be deleted at any time between two runs. */
  indexFolder: string;
  /** Called with the lake when a scan of it has ended well. */
  onScanned: (lakeId: string) => void;
}

type Options = { signal: AbortSignal };
type Chosen = { id: number; fingerprint: string };

/** What is really in the lakes, whoever put it there, and how that stands to what their catalogs say. */
export class InventoryService {
  readonly findings: Findings;
  readonly #dependencies: InventoryDependencies;
  readonly #lakes = new Map<string, LakeInventory>();

  constructor(dependencies: InventoryDependencies) {
    this.#dependencies = dependencies;
    const { knowledge, semanticsWorker } = dependencies;
    const trials = new SemanticsClient(semanticsWorker);
    this.findings = new Findings({ inventoryOf: (lakeId) => this.#of(lakeId), knowledge, trials });
  }

  async *follow(lakeId: string, { signal }: Options) {
    yield* this.#of(lakeId).follow(signal);
  }

  /** Starts a scan as a job and returns its id. CONFLICT while another scan of the lake runs. */
  scan(lakeId: string, scope: ScanScope): string {
    const inventory = this.#of(lakeId);
    const definition = inventory.lake.definition();
    const zone = scope.zoneId === null ? null : zoneOf(definition, scope.zoneId);
    if (scope.prefix !== "" && (!zone || !scope.prefix.endsWith("/"))) {
      throw new AppError("INVALID_INPUT", `“${scope.prefix}” is no folder of a zone.`, {
        hint: "Scan a folder, a zone or the whole lake.",
      });
    }
    return inventory.scan(scope, `Scan ${zone ? `${zone.title}/${scope.prefix}` : definition.name}`);
  }

  datasets(
    lakeId: string,
    filter: { states: DatasetState[]; zoneId: string | null; text: string; start: number; limit: number },
    options: Options,
  ) {
    return this.#of(lakeId).ask({ kind: "datasets", ...filter }, "datasets", options);
  }

  async dataset(lakeId: string, id: number, options: Options) {
    const { dataset, facts } = await this.#detail(this.#of(lakeId), id, options);
    return { dataset, columns: facts?.columns ?? [], warnings: facts?.warnings ?? [] };
  }

  oddOnes(lakeId: string, start: number, limit: number, options: Options) {
    return this.#of(lakeId).ask({ kind: "odd-ones", start, limit }, "odd-ones", options);
  }

  async rollUp(lakeId: string, zoneId: string | null, path: string, options: Options) {
    return (await this.#of(lakeId).ask({ kind: "roll-up", zoneId, path }, "roll-up", options)).rollUp;
  }

  async growth(lakeId: string, options: Options) {
    return (await this.#of(lakeId).ask({ kind: "growth" }, "growth", options)).scans;
  }

  /** How many objects the last scan of the whole lake has found; null when there was none. */
  async scannedObjects(lakeId: string, options: Options): Promise<number | null> {
    const scans = await this.growth(lakeId, options);
    return scans.findLast(({ zoneId, prefix }) => zoneId === null && prefix === "")?.objects ?? null;
  }

  async names(lakeId: string, text: string, limit: number, options: Options) {
    const words = queryWords(text);
    return (await this.#of(lakeId).ask({ kind: "names", words, limit }, "names", options)).names;
  }

  /** What registering would change, one plan a dataset that is still known. */
  async plan(lakeId: string, ids: readonly number[], options: Options): Promise<CatalogPlan[]> {
    const inventory = this.#of(lakeId);
    const taken: TakenNames = new Set();
    const plans: CatalogPlan[] = [];
    for (const id of ids) {
      plans.push(await planOf(inventory.lake, await this.#detail(inventory, id, options), taken, options));
    }
    return plans;
  }

  /** Registers, updates or removes as planned, as a job; what cannot be done is left, and the job says why. */
  apply(lakeId: string, chosen: readonly Chosen[]): string {
    const inventory = this.#of(lakeId);
    const title =
      chosen.length === 1 ? "Register a dataset" : `Register ${chosen.length.toLocaleString("en")} datasets`;
    return this.#dependencies.jobs.start(
      { kind: "register", title, lakeId, unit: "datasets", total: chosen.length },
      async (context) => {
        await this.#applyAll(inventory, chosen, context);
        return { kind: "none" };
      },
    );
  }

  /** Resolves when no scan and no comparison of the lake is under way. */
  async settled(lakeId: string): Promise<void> {
    await this.#lakes.get(lakeId)?.settled();
  }

  /** Deletes the index of a lake that was forgotten. */
  async forget(lakeId: string): Promise<void> {
    const inventory = this.#lakes.get(lakeId);
    this.#lakes.delete(lakeId);
    this.findings.forget(lakeId);
    await inventory?.close();
    await removeDatabase(this.#databasePath(lakeId));
  }

  async close(): Promise<void> {
    await this.findings.close();
    await Promise.all([...this.#lakes.values()].map((inventory) => inventory.close()));
    this.#lakes.clear();
  }

  async #applyAll(inventory: LakeInventory, chosen: readonly Chosen[], { signal, progress, warn }: JobContext) {
    const taken: TakenNames = new Set();
    const names: string[] = [];
    let failed = 0;
    for (const [index, one] of chosen.entries()) {
      signal.throwIfAborted();
      try {
        names.push(await this.#applyOne(inventory, one, taken, { signal }));
      } catch (error) {
        if (isCancellation(error) || !(error instanceof AppError)) throw error;
        failed += 1;
        warn(error.message);
      }
      progress({ done: index + 1 });
    }
    for (const problem of await inventory.compare({ signal })) warn(problem);
    if (names.length > 0) await this.#record(inventory.lake, names, warn);
    if (names.length === 0 && failed > 0) {
      throw new AppError("CONFLICT", "Nothing was registered.", { hint: "The job's warnings say why." });
    }
  }

  async #applyOne(inventory: LakeInventory, { id, fingerprint }: Chosen, taken: TakenNames, options: Options) {
    const detail = await this.#detail(inventory, id, options);
    const { path, fingerprint: now } = detail.dataset;
    if (now !== fingerprint) {
      throw new AppError("CONFLICT", `“${path}” has changed since it was shown. Look again, then register it.`);
    }
    const plan = await planOf(inventory.lake, detail, taken, options);
    if (plan.action === "none") throw new AppError("CONFLICT", `“${path}”: ${plan.obstacle ?? "nothing to do."}`);
    await carryOut(inventory.lake, plan, detail, options);
    return `${detail.dataset.zoneId}.${plan.table?.name ?? ""}`;
  }

  async #record(lake: Lake, names: readonly string[], warn: JobContext["warn"]): Promise<void> {
    const summary = names.length === 1 ? `Registered ${names.join("")}` : `Registered ${names.length} datasets`;
    const unrecorded = await recordAct(lake, "inventory.registered", { summary, tables: names.slice(0, 200) });
    if (unrecorded !== null) warn(unrecorded);
  }

  async #detail(inventory: LakeInventory, id: number, options: Options) {
    const { detail } = await inventory.ask({ kind: "dataset", id }, "dataset", options);
    if (detail)
      return { ...detail, partitions: (keys: readonly string[]) => partitionsOf(inventory, id, keys, options) };
    throw new AppError("NOT_FOUND", "That dataset is not there any more.", { hint: "Scan again." });
  }

  #of(lakeId: string): LakeInventory {
    const lake = this.#dependencies.lakes.get(lakeId);
    const known = this.#lakes.get(lakeId);
    if (known) return known;
    const { jobs, sample, knowledge, keysWorker, semanticsWorker } = this.#dependencies;
    const semantics = new SemanticsClient(semanticsWorker);
    const databasePath = this.#databasePath(lakeId);
    const onScanned = () => this.#dependencies.onScanned(lakeId);
    const dependencies = { jobs, sample, knowledge, semantics, keysWorker, databasePath, onScanned };
    const inventory = new LakeInventory(lake, dependencies);
    this.#lakes.set(lakeId, inventory);
    return inventory;
  }

  #databasePath(lakeId: string): string {
    return join(this.#dependencies.indexFolder, `${lakeId}-keys.db`);
  }
}
