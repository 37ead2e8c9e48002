import type { ListingState, ListingView, OperationPlan, ZoneEntry } from "../../../shared/contract/zones.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import { type ObjectAddress, baseName, isFolderPath, parentPath } from "../../../shared/domain/object-address.ts";
import { portableNameProblem } from "../../../shared/domain/portable-names.ts";
import type { Lake, OpenLakes, StoreEntry } from "../../lake/ports.ts";
import { keyOf, pathOf, zoneOf } from "../../lake/zone-keys.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import type { JobContext, Jobs } from "../activity/index.ts";
import type { ActCount } from "./act-count.ts";
import { deleteSelection } from "./delete-selection.ts";
import { type KnownRows, RowMemory } from "./known-rows.ts";
import { Listing } from "./listing.ts";
import { destinationKey, exists, expand } from "./object-operations.ts";
import { type ConflictChoice, transferSelection } from "./transfer-selection.ts";
import { type SelectionAct, recordRename, recordSelection } from "./zone-events.ts";

type Options = { signal: AbortSignal };

export interface Selection {
  lakeId: string;
  zoneId: string;
  paths: readonly string[];
}

interface Destination {
  zoneId: string;
  path: string;
}

const SHOWN_CONFLICTS = 100;
const TREE_PAGE = 500;

/** What is in the zones of a lake, and what people do with it. */
export class ZonesService {
  readonly #lakes: OpenLakes;
  readonly #jobs: Jobs;
  readonly #listings = new Map<string, { folder: ObjectAddress; listing: Listing }>();
  readonly #rowMemory: RowMemory;
  readonly #onChange: (lakeId: string) => void;

  /** `onChange` is called after anything was added to or removed from a lake. */
  constructor(database: AppDatabase, lakes: OpenLakes, jobs: Jobs, onChange: (lakeId: string) => void) {
    this.#lakes = lakes;
    this.#jobs = jobs;
    this.#rowMemory = new RowMemory(database);
    this.#onChange = onChange;
  }

  /** Takes note of how many rows a version of an object has; listings that are open show it at once. */
  learnRows(object: ObjectAddress, known: KnownRows): void {
    this.#rowMemory.learn(object, known);
    for (const { folder, listing } of this.#listings.values()) {
      const isThere = folder.lakeId === object.lakeId && folder.zoneId === object.zoneId;
      if (isThere && folder.path === parentPath(object.path)) listing.learnRows(baseName(object.path), known);
    }
  }

  /** Drops what is kept for a lake. */
  forget(lakeId: string): void {
    this.#rowMemory.forget(lakeId);
  }

  /** The listing lives as long as this is read. */
  async *openListing(address: ObjectAddress, { signal }: Options): AsyncGenerator<ListingState, void, undefined> {
    const { lake, key } = this.#locate(address);
    const closing = new AbortController();
    const known = this.#rowMemory.ofFolder(address);
    const listing = new Listing(lake.objects, key, address.path, known, AbortSignal.any([signal, closing.signal]));
    this.#listings.set(listing.id, { folder: address, listing });
    const running = listing.run();
    try {
      for await (const state of listing.state.follow(signal)) if (state.revision > 0) yield state;
    } finally {
      closing.abort();
      this.#listings.delete(listing.id);
      await running;
    }
  }

  rows(listingId: string, view: ListingView, start: number, end: number) {
    return this.#listing(listingId).rows(view, start, end);
  }

  paths(listingId: string, view: ListingView, start: number, end: number): Promise<string[]> {
    return this.#listing(listingId).paths(view, start, end);
  }

  async folders(address: ObjectAddress, after: string | null, { signal }: Options) {
    const { lake, key } = this.#locate(address);
    const found: string[] = [];
    for await (const page of lake.objects.list(key, { recursive: false, signal })) {
      for (const entry of page) if (entry.kind === "prefix") found.push(baseName(entry.key));
    }
    const names = found.toSorted((a, b) => (a < b ? -1 : 1)).filter((name) => after === null || name > after);
    const shown = names.slice(0, TREE_PAGE);
    return {
      folders: shown.map((name) => ({ name, path: `${address.path}${name}/` })),
      next: names.length > TREE_PAGE ? (shown.at(-1) ?? null) : null,
    };
  }

  async stat(address: ObjectAddress, options: Options): Promise<ZoneEntry> {
    const { lake, key } = this.#locate(address);
    return this.#entry(lake, address.zoneId, await lake.objects.stat(key, options));
  }

  async createFolder(address: ObjectAddress, options: Options): Promise<ZoneEntry> {
    refuseName(baseName(address.path));
    const path = isFolderPath(address.path) ? address.path : `${address.path}/`;
    const { lake, key } = this.#locate({ ...address, path });
    await lake.objects.createFolder(key, options);
    return this.#entry(lake, address.zoneId, await lake.objects.stat(key, options));
  }

  async rename(address: ObjectAddress, newName: string, options: Options): Promise<ZoneEntry> {
    refuseName(newName);
    if (address.path === "") throw new AppError("INVALID_INPUT", "A zone is renamed in the lake's settings.");
    const { lake, key } = this.#locate(address);
    const to = parentPath(key) + newName + (isFolderPath(address.path) ? "/" : "");
    await lake.objects.rename(key, to, options);
    this.#onChange(lake.id);
    const zone = zoneOf(lake.definition(), address.zoneId);
    await recordRename(lake, zone.id, address.path, pathOf(zone, to));
    return this.#entry(lake, address.zoneId, await lake.objects.stat(to, options));
  }

  async plan(selection: Selection, destination: Destination | null, options: Options): Promise<OperationPlan> {
    const { lake, keys } = this.#select(selection);
    const plan: OperationPlan = { objects: 0, folders: 0, bytes: 0, conflicts: [], conflictCount: 0 };
    for await (const { kind, size } of expand(lake.objects, keys, options)) {
      if (kind === "prefix") plan.folders += 1;
      else plan.objects += 1;
      plan.bytes += size;
    }
    if (!destination) return plan;
    const zone = zoneOf(lake.definition(), destination.zoneId);
    for (const key of keys) {
      const to = destinationKey(key, zone.location + destination.path);
      if (!(await exists(lake.objects, to, options))) continue;
      plan.conflictCount += 1;
      if (plan.conflicts.length < SHOWN_CONFLICTS) plan.conflicts.push(pathOf(zone, to));
    }
    return plan;
  }

  transfer(selection: Selection, destination: Destination, conflict: ConflictChoice, move: boolean): { jobId: string } {
    const { lake, keys } = this.#select(selection);
    const target = keyOf(lake.definition(), destination.zoneId, destination.path);
    const kind = move ? "move" : "copy";
    const title = `${move ? "Move" : "Copy"} ${titleOf(selection)}`;
    const act = { kind, zoneId: selection.zoneId, paths: selection.paths, destination, conflict } as const;
    return this.#start(lake, act, title, (context, count) =>
      transferSelection({ store: lake.objects, keys, destination: target, conflict, move }, context, count),
    );
  }

  delete(selection: Selection): { jobId: string } {
    const { lake, keys } = this.#select(selection);
    const { zoneId, paths } = selection;
    const act = { kind: "delete", zoneId, paths, destination: null, conflict: null } as const;
    return this.#start(lake, act, `Delete ${titleOf(selection)}`, (context, count) =>
      deleteSelection(lake.objects, keys, context, count),
    );
  }

  #start(
    lake: Lake,
    act: Omit<SelectionAct, "count">,
    title: string,
    run: (context: JobContext, count: ActCount) => Promise<void>,
  ): { jobId: string } {
    const { kind } = act;
    const jobId = this.#jobs.start({ kind, title, lakeId: lake.id, unit: "objects", total: null }, async (context) => {
      const count: ActCount = { seen: 0, done: 0 };
      try {
        await run(context, count);
        return { kind: "none" };
      } finally {
        this.#onChange(lake.id);
        // What was done stays done when the rest is cancelled or fails.
        const unrecorded = count.done > 0 ? await recordSelection(lake, { ...act, count: count.done }) : null;
        if (unrecorded !== null) context.warn(unrecorded);
      }
    });
    return { jobId };
  }

  #locate({ lakeId, zoneId, path }: ObjectAddress): { lake: Lake; key: string } {
    const lake = this.#lakes.get(lakeId);
    return { lake, key: keyOf(lake.definition(), zoneId, path) };
  }

  #select({ lakeId, zoneId, paths }: Selection): { lake: Lake; keys: string[] } {
    const lake = this.#lakes.get(lakeId);
    if (paths.some((path) => path === ""))
      throw new AppError("INVALID_INPUT", "A whole zone cannot be moved or deleted here.", {
        hint: "Select what is in it.",
      });
    return { lake, keys: paths.map((path) => keyOf(lake.definition(), zoneId, path)) };
  }

  #entry(lake: Lake, zoneId: string, entry: StoreEntry): ZoneEntry {
    const path = pathOf(zoneOf(lake.definition(), zoneId), entry.key);
    const name = baseName(path);
    const modified = entry.kind === "link" ? null : entry.modified;
    return {
      name,
      path,
      kind: entry.kind === "prefix" ? "folder" : entry.kind,
      size: entry.kind === "object" ? entry.size : null,
      modified: modified === null ? null : new Date(modified).toISOString(),
      format: entry.kind === "object" ? (formatOfName(name) ?? null) : null,
      rows: null,
    };
  }

  #listing(listingId: string): Listing {
    const listing = this.#listings.get(listingId)?.listing;
    if (!listing)
      throw new AppError("NOT_FOUND", "That listing is closed.", { hint: "Open the folder again.", retryable: true });
    return listing;
  }
}

function refuseName(name: string): void {
  const problem = portableNameProblem(name);
  if (problem)
    throw new AppError("INVALID_INPUT", `“${name}” cannot be a name: ${problem}.`, { hint: "Use another name." });
}

function titleOf({ paths }: Selection): string {
  return paths.length === 1 ? baseName(paths[0] ?? "") : `${paths.length.toLocaleString("en")} items`;
}
