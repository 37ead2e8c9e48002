import { randomUUID } from "node:crypto";
import type { LakeState, LakeSummary, ZoneProposal } from "../../../shared/contract/lakes.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { LakeDefinition, Zone } from "../../../shared/domain/lake-definition.ts";
import { type LakePlace, locationOf } from "../../../shared/domain/lake-place.ts";
import { changeDefinition, createDefinition, repairDefinition } from "../../lake/definition/change-definition.ts";
import { type Revision, readNewest, revisionNumbers } from "../../lake/definition/definition-revisions.ts";
import type { Lake, LakeSite, LakeSites, ObjectStore, OpenLakes } from "../../lake/ports.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { LakeConditions } from "./lake-condition.ts";
import { OpenLake } from "./open-lake.ts";
import { type RecentLake, RecentLakes } from "./recent-lakes.ts";
import { ensureSampleLake } from "./sample-lake.ts";
import { proposeZones, standardZones, uniqueZoneId } from "./zone-proposals.ts";

export interface LakesDependencies {
  database: AppDatabase;
  userData: string;
  resources: string;
  sites: LakeSites;
  /** Called when a lake is taken off the list, so that others drop what they keep for it. */
  onForget: (lakeId: string) => Promise<void>;
}

type Options = { signal: AbortSignal };

/** Which lakes there are, and what they are made of. */
export class LakesService implements OpenLakes {
  readonly #dependencies: LakesDependencies;
  readonly #recent: RecentLakes;
  readonly #conditions: LakeConditions;
  readonly #open = new Map<string, OpenLake>();
  readonly #opening = new Map<string, Promise<LakeState>>();
  readonly #listeners = new Set<(lakes: readonly Lake[]) => void>();

  constructor(dependencies: LakesDependencies) {
    this.#dependencies = dependencies;
    this.#recent = new RecentLakes(dependencies.database);
    this.#conditions = new LakeConditions(dependencies.sites);
  }

  get(lakeId: string): Lake {
    return this.#opened(lakeId).lake;
  }

  onChange(listener: (lakes: readonly Lake[]) => void): () => void {
    this.#listeners.add(listener);
    listener([...this.#open.values()].map(({ lake }) => lake));
    return () => this.#listeners.delete(listener);
  }

  /** Recent lakes with what can be told of them without opening. */
  recent(): Promise<LakeSummary[]> {
    return Promise.all(
      this.#recent.list().map(async (lake): Promise<LakeSummary> => ({
        ...lake,
        location: locationOf(lake.place),
        ...(await this.#conditions.of(lake.place)),
      })),
    );
  }

  /** The lakes of the list that a connection leads to. */
  at(connectionId: string): Pick<RecentLake, "id" | "name">[] {
    const isThere = (place: LakePlace) => place.kind === "s3" && place.connectionId === connectionId;
    return this.#recent.list().filter(({ place }) => isThere(place));
  }

  async inspect(place: LakePlace, options: Options): Promise<ZoneProposal> {
    const site = await this.#dependencies.sites.at(place);
    const name = nameOf(site.place);
    if ((await site.look()) === "absent") return { found: "empty", name, zones: standardZones(), problem: null };
    const store = await site.openStore(options);
    if ((await revisionNumbers(store, options)).length > 0) return this.#inspectLake(store, name, options);
    const folders = await subfolders(store, options);
    const zones = folders.length > 0 ? proposeZones(folders) : standardZones();
    return { found: folders.length > 0 ? "folder" : "empty", name, zones, problem: null };
  }

  async create(place: LakePlace, name: string, zones: readonly Zone[], options: Options): Promise<LakeState> {
    const site = await this.#dependencies.sites.at(place);
    await site.prepare();
    const store = await site.openStore(options);
    await createDefinition(store, { format: 1, id: randomUUID(), name, zones: [...zones] }, options);
    for (const zone of zones) await ensureFolder(store, zone.location, options);
    return this.open(site.place, options);
  }

  /** Opens a lake once, however many ask for it at the same moment. */
  async open(place: LakePlace, options: Options, isSample = false): Promise<LakeState> {
    const site = await this.#dependencies.sites.at(place);
    const location = locationOf(site.place);
    const underWay = this.#opening.get(location);
    if (underWay) return underWay;
    const opening = this.#openSite(site, isSample, options).finally(() => this.#opening.delete(location));
    this.#opening.set(location, opening);
    return opening;
  }

  async reopen(lakeId: string, options: Options): Promise<LakeState> {
    const recent = this.#recent.find(lakeId);
    if (!recent)
      throw new AppError("NOT_FOUND", "That lake is not on the list any more.", { hint: "Open its folder." });
    return this.open(recent.place, options, recent.isSample);
  }

  async openSample(options: Options): Promise<LakeState> {
    const path = await ensureSampleLake(this.#dependencies.resources, this.#dependencies.userData);
    return this.open({ kind: "folder", path }, options, true);
  }

  async rename(lakeId: string, name: string, options: Options): Promise<LakeState> {
    return this.#change(lakeId, (definition) => ({ ...definition, name }), options);
  }

  async forget(lakeId: string): Promise<void> {
    const open = this.#open.get(lakeId);
    this.#open.delete(lakeId);
    this.#recent.forget(lakeId);
    this.#notify();
    await open?.close();
    await this.#dependencies.onForget(lakeId);
  }

  async repair(place: LakePlace, options: Options): Promise<LakeState> {
    const site = await this.#dependencies.sites.at(place);
    await repairDefinition(await site.openStore(options), options);
    return this.open(site.place, options);
  }

  async addZone(
    lakeId: string,
    draft: Partial<Zone> & Pick<Zone, "title" | "kind">,
    options: Options,
  ): Promise<LakeState> {
    const { objects } = this.get(lakeId);
    let location = "";
    const state = await this.#change(
      lakeId,
      (definition) => {
        const id = draft.id ?? uniqueZoneId(draft.title, new Set(definition.zones.map((zone) => zone.id)));
        location = draft.location ?? `${id}/`;
        const order = draft.order ?? Math.max(-1, ...definition.zones.map((zone) => zone.order)) + 1;
        const zone: Zone = { description: "", ...draft, id, location, order };
        return { ...definition, zones: [...definition.zones, zone] };
      },
      options,
    );
    await ensureFolder(objects, location, options);
    return state;
  }

  updateZone(lakeId: string, zone: Zone, options: Options): Promise<LakeState> {
    return this.#change(lakeId, (definition) => ({ ...definition, zones: replaced(definition, zone) }), options);
  }

  removeZone(lakeId: string, zoneId: string, options: Options): Promise<LakeState> {
    return this.#change(
      lakeId,
      (definition) => ({ ...definition, zones: definition.zones.filter(({ id }) => id !== zoneId) }),
      options,
    );
  }

  watch(lakeId: string, signal: AbortSignal): AsyncGenerator<LakeState, void, undefined> {
    return this.#opened(lakeId).state.follow(signal);
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((lake) => lake.close()));
  }

  async #openSite(site: LakeSite, isSample: boolean, options: Options): Promise<LakeState> {
    const { place } = site;
    const objects = await site.openStore(options);
    const revision = await readNewest(objects, options);
    const { id } = revision.definition;
    const known = this.#open.get(id);
    if (known && known.lake.location === locationOf(place)) {
      known.take(revision);
      this.#remember(known.state.value.summary);
      return known.state.value;
    }
    if (known) await this.forget(id);
    const opened: OpenLake = new OpenLake(
      site.openLake({ id, objects, definition: () => opened.definition }),
      stateOf(revision, place, isSample, objects),
    );
    this.#open.set(id, opened);
    this.#remember(opened.state.value.summary);
    this.#notify();
    return opened.state.value;
  }

  async #inspectLake(store: ObjectStore, name: string, options: Options): Promise<ZoneProposal> {
    try {
      const { definition } = await readNewest(store, options);
      return { found: "lake", name: definition.name, zones: definition.zones, problem: null };
    } catch (error) {
      if (!(error instanceof AppError && error.code === "DAMAGED")) throw error;
      return { found: "damaged", name, zones: [], problem: error.message };
    }
  }

  async #change(
    lakeId: string,
    change: (definition: LakeDefinition) => LakeDefinition,
    options: Options,
  ): Promise<LakeState> {
    const open = this.#opened(lakeId);
    open.take(await changeDefinition(open.lake.objects, change, options));
    this.#remember(open.state.value.summary);
    return open.state.value;
  }

  #remember({ id, name, place, isSample }: LakeSummary): void {
    this.#recent.remember({ id, name, place, isSample, openedAt: new Date().toISOString() });
  }

  #opened(lakeId: string): OpenLake {
    const open = this.#open.get(lakeId);
    if (!open) throw new AppError("NOT_FOUND", "That lake is not open.", { hint: "Open it from the list of lakes." });
    return open;
  }

  #notify(): void {
    const lakes = [...this.#open.values()].map(({ lake }) => lake);
    for (const listener of this.#listeners) listener(lakes);
  }
}

function stateOf(
  { number, definition }: Revision,
  place: LakePlace,
  isSample: boolean,
  objects: ObjectStore,
): LakeState {
  const { write } = objects.capabilities();
  return {
    summary: {
      id: definition.id,
      name: definition.name,
      place,
      location: locationOf(place),
      isSample,
      openedAt: new Date().toISOString(),
      state: "available",
      problem: null,
    },
    definition,
    revision: number,
    writable: write.available,
    readOnlyReason: write.available ? null : write.reason,
  };
}

function replaced(definition: LakeDefinition, zone: Zone): Zone[] {
  if (!definition.zones.some(({ id }) => id === zone.id)) {
    throw new AppError("NOT_FOUND", `The zone “${zone.id}” was removed by someone else.`, {
      hint: "Add it again if it is needed.",
    });
  }
  return definition.zones.map((current) => (current.id === zone.id ? zone : current));
}

async function subfolders(store: ObjectStore, { signal }: Options): Promise<string[]> {
  const folders: string[] = [];
  for await (const page of store.list("", { recursive: false, signal })) {
    for (const { kind, key } of page) if (kind === "prefix" && !key.startsWith(".")) folders.push(key.slice(0, -1));
    if (folders.length >= 200) break;
  }
  return folders.slice(0, 200);
}

async function ensureFolder(store: ObjectStore, prefix: string, options: Options): Promise<void> {
  await store.createFolder(prefix, options).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === "ALREADY_EXISTS")) throw error;
  });
}

/** The last part of a place's path, as the name of a lake in it. */
function nameOf(place: LakePlace): string {
  const location = locationOf(place);
  return location.split(/[/\\]/).findLast((part) => part !== "") ?? location;
}
