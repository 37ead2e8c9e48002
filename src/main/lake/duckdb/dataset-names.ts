import { AppError } from "../../../shared/domain/app-error.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { baseName, parentPath } from "../../../shared/domain/object-address.ts";
import { datasetSqlName, sameSqlName } from "../../../shared/domain/sql-names.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import type { StoreEntry } from "../ports.ts";
import { pathOf } from "../zone-keys.ts";
import { hasWildcard, placeOfPath, requireLakePath } from "./lake-paths.ts";
import { nearNames } from "./near-names.ts";
import type { QuestionedLake } from "./questioned-lake.ts";

/** A dataset that a name stands for: a file, a folder (its path ends in "/" or is ""), or files by a pattern. */
export interface NamedDataset {
  zone: Zone;
  path: string;
  table: TableEntry | null;
  isPattern: boolean;
  /** As it was written, for messages. */
  called: string;
  /** The catalog could not be asked whether the name is that of a table. */
  catalogWasSilent?: boolean;
}

/** Endings that a name may leave out, in the order in which they are tried. */
const endings = [".parquet", ".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".txt"].flatMap((ending) => [
  ending,
  `${ending}.gz`,
]);

/** What one request of a listing answers. */
const ENTRIES_OF_A_PAGE = 1000;

/** The path of what is at a place; null when nothing is. */
type Look = (path: string) => Promise<string | null>;

/** Entries of a folder that are looked at for a name that is not there as written. */
const MAX_LOOKED_AT = 20_000;

/** A catalog service that takes longer than this keeps nobody from asking files. */
const CATALOG_PATIENCE_MS = 3_000;

/** Finds what the names of a query mean in a lake: catalog tables first, then what lies in the zones. */
export class DatasetNames {
  readonly #lake: QuestionedLake;

  constructor(lake: QuestionedLake) {
    this.#lake = lake;
  }

  /**
   * QUERY_FAILED for a name that means nothing (with what is near) or several things (with what they are),
   * QUERY_REFUSED for a path out of the lake.
   */
  async find(qualifiers: readonly string[], name: string, signal: AbortSignal): Promise<NamedDataset> {
    const [zoneId, ...rest] = qualifiers;
    if (rest.length > 0) {
      throw unknown(`“${[...qualifiers, name].join(".")}” is no dataset: a name is a zone and a dataset.`, []);
    }
    if (zoneId === undefined) return this.#byPath(name, signal);
    const zone = this.#lake.definition().zones.find(({ id }) => sameSqlName(id, zoneId));
    if (!zone) throw this.#unknownZone(zoneId);
    return this.#inZone(zone, name, signal);
  }

  /** How a person writes a file or folder of a zone; what it says is found again by `find`. */
  async nameOf(zone: Zone, path: string, signal: AbortSignal): Promise<string> {
    const [table] = await this.#tablesAt(zone, path, signal);
    if (table) return datasetSqlName(zone.id, table.name);
    const short = baseName(path)
      .replace(/\.gz$/i, "")
      .replace(/\.[^.]+$/, "");
    const bare = path.endsWith("/") ? baseName(path) : short;
    if (parentPath(path) === "" && bare !== "" && !hasWildcard(bare)) {
      const found = await this.#inZone(zone, bare, signal).catch((error: unknown) => {
        if (error instanceof AppError && error.code !== "CANCELLED") return null;
        throw error;
      });
      if (found?.path === path && found.table === null) return datasetSqlName(zone.id, bare);
    }
    return datasetSqlName(zone.id, path);
  }

  /** What a path from the lake's folder on stands for; fails as `find`. */
  async atPath(typed: string, signal: AbortSignal): Promise<NamedDataset> {
    const { zone, path } = placeOfPath(typed, this.#lake.definition());
    return { ...(await this.#atPath(zone, path, signal)), called: `'${typed}'` };
  }

  async #byPath(name: string, signal: AbortSignal): Promise<NamedDataset> {
    const looksLikePath = /[/\\:]/.test(name) || hasWildcard(name) || formatOfName(name) !== undefined;
    if (!looksLikePath) throw await this.#withoutZone(name, signal);
    return this.atPath(name, signal);
  }

  async #inZone(zone: Zone, name: string, signal: AbortSignal): Promise<NamedDataset> {
    const table = await this.#table(zone, name, signal);
    const isTable = table !== null && table !== "unanswered";
    if (isTable) return { zone, path: table.location, table, isPattern: false, called: datasetSqlName(zone.id, name) };
    requireLakePath(name);
    const found = await this.#atPath(zone, name, signal);
    return table === null ? found : { ...found, catalogWasSilent: true };
  }

  async #atPath(zone: Zone, path: string, signal: AbortSignal): Promise<NamedDataset> {
    const called = datasetSqlName(zone.id, path);
    const dataset = (found: string, isPattern = false): NamedDataset => ({
      zone,
      path: found,
      table: null,
      isPattern,
      called,
    });
    if (path === "") return dataset("");
    const inFolder = await this.#firstPage(zone, parentPath(path), signal);
    const look: Look = inFolder ?? ((candidate) => this.#stat(zone, candidate, signal));
    const exact = await look(path);
    // A name with its ending, or with the slash of a folder, can mean one thing only.
    if (exact && (path.endsWith("/") || (!exact.endsWith("/") && formatOfName(path) !== undefined)))
      return dataset(exact);
    if (!exact && hasWildcard(path)) return dataset(path, true);
    const ended = await Promise.all(path.endsWith("/") ? [] : endings.map((ending) => look(path + ending)));
    const candidates = [exact, ...ended].filter((found) => found !== null && found !== undefined);
    if (candidates.length === 0) return dataset(await this.#withoutCase(zone, path, signal));
    return dataset(only(zone, path, candidates));
  }

  /**
   * As `#stat`, from one look into a folder of a store that is far away, where each question of what a name may stand for
   * would be a request. Null for a folder of this machine, and for one that has more entries than a page.
   */
  async #firstPage(zone: Zone, folder: string, signal: AbortSignal): Promise<Look | null> {
    if (!this.#lake.remote) return null;
    const kinds = new Map<string, StoreEntry["kind"]>();
    try {
      for await (const page of this.#lake.objects.list(zone.location + folder, { recursive: false, signal })) {
        for (const { key, kind } of page) kinds.set(pathOf(zone, key), kind);
        if (kinds.size > ENTRIES_OF_A_PAGE) return null;
      }
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
    return async (path) => {
      const found = [path, `${path}/`].find((candidate) => kinds.has(candidate));
      if (found !== undefined && kinds.get(found) === "link") throw linkRefused(zone, path);
      return found ?? null;
    };
  }

  /** The path of an object or folder there; null when there is none. Links are QUERY_REFUSED. */
  async #stat(zone: Zone, path: string, signal: AbortSignal): Promise<string | null> {
    try {
      const entry = await this.#lake.objects.stat(zone.location + path, { signal });
      if (entry.kind === "link") throw linkRefused(zone, path);
      return pathOf(zone, entry.key);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "NOT_FOUND") return null;
      if (error.code === "UNSUPPORTED") throw linkRefused(zone, path);
      throw error;
    }
  }

  /** As SQL reads names: whatever their case, and without endings. */
  async #withoutCase(zone: Zone, path: string, signal: AbortSignal): Promise<string> {
    const names: string[] = [];
    const found: string[] = [];
    const parent = parentPath(path);
    const wanted = baseName(path);
    for await (const entry of this.#children(zone, parent, signal)) {
      if (entry.kind === "link") continue;
      const name = baseName(entry.key);
      names.push(name);
      const short = endings.find((ending) => name.toLowerCase().endsWith(ending));
      const bare = short !== undefined && entry.kind === "object" ? name.slice(0, -short.length) : name;
      if (sameSqlName(name, wanted) || sameSqlName(bare, wanted)) found.push(pathOf(zone, entry.key));
    }
    if (found.length > 0) return only(zone, path, found);
    const tables = parent === "" ? await this.#tableNames(zone, signal) : [];
    const near = nearNames(wanted, [...tables, ...names]).map((name) => datasetSqlName(zone.id, parent + name));
    throw unknown(`There is no dataset “${path}” in the zone ${zone.id}.`, near);
  }

  async *#children(zone: Zone, parent: string, signal: AbortSignal): AsyncGenerator<StoreEntry> {
    let seen = 0;
    try {
      for await (const page of this.#lake.objects.list(zone.location + parent, { recursive: false, signal })) {
        yield* page;
        seen += page.length;
        if (seen >= MAX_LOOKED_AT) return;
      }
    } catch (error) {
      if (!(error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "UNSUPPORTED"))) throw error;
    }
  }

  /** Null where the catalog has none of that name; "unanswered" where it cannot be asked now. */
  async #table(zone: Zone, name: string, signal: AbortSignal): Promise<TableEntry | null | "unanswered"> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(CATALOG_PATIENCE_MS)]);
    try {
      return await this.#lake.tables.get(zone.id, name, { signal: patience });
    } catch (error) {
      if (error instanceof AppError && error.code === "NOT_FOUND") return null;
      const isAway = error instanceof AppError && (error.retryable || error.code === "ACCESS_DENIED");
      const wantsSignIn = error instanceof AppError && error.code === "AUTH_REQUIRED";
      if (!signal.aborted && !wantsSignIn && (isAway || patience.aborted)) return "unanswered";
      throw error;
    }
  }

  async #tableNames(zone: Zone, signal: AbortSignal): Promise<string[]> {
    const names: string[] = [];
    for await (const page of this.#lake.tables.list({ zoneId: zone.id, signal })) {
      names.push(...page.map(({ name }) => name));
      if (names.length >= MAX_LOOKED_AT) break;
    }
    return names;
  }

  async #tablesAt(zone: Zone, path: string, signal: AbortSignal): Promise<TableEntry[]> {
    const found: TableEntry[] = [];
    for await (const page of this.#lake.tables.list({ zoneId: zone.id, signal })) {
      found.push(...page.filter(({ location }) => location === path));
    }
    return found;
  }

  /** A name alone is never guessed at; what it may mean in each zone is said. */
  async #withoutZone(name: string, signal: AbortSignal): Promise<AppError> {
    const { zones } = this.#lake.definition();
    const meant: string[] = [];
    for (const zone of zones) {
      const found = await this.#inZone(zone, name, signal).catch((error: unknown) => {
        if (error instanceof AppError && error.code !== "CANCELLED") return null;
        throw error;
      });
      if (found) meant.push(datasetSqlName(zone.id, name));
    }
    return unknown(`There is no table “${name}”: write the zone before the dataset, as in raw.flights.`, meant);
  }

  #unknownZone(zoneId: string): AppError {
    const ids = this.#lake.definition().zones.map(({ id }) => id);
    const near = nearNames(zoneId, ids);
    if (near.length > 0) return unknown(`There is no zone “${zoneId}” in this lake.`, near);
    return new AppError("QUERY_FAILED", `There is no zone “${zoneId}” in this lake.`, {
      hint: `Its zones are ${ids.join(", ")}. SHOW TABLES lists what can be queried.`,
    });
  }
}

function only(zone: Zone, name: string, candidates: readonly string[]): string {
  const [first, ...others] = candidates;
  if (first !== undefined && others.length === 0) return first;
  const listed = candidates.slice(0, 6).map((path) => datasetSqlName(zone.id, path));
  throw new AppError("QUERY_FAILED", `“${zone.id}.${name}” can mean ${candidates.length} datasets.`, {
    hint: `Write one of them: ${listed.join(", ")}${candidates.length > listed.length ? " …" : ""}`,
  });
}

function unknown(sentence: string, near: readonly string[]): AppError {
  const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "SHOW TABLES lists what can be queried.";
  return new AppError("QUERY_FAILED", sentence, { hint });
}

export function linkRefused(zone: Zone, path: string): AppError {
  return new AppError(
    "QUERY_REFUSED",
    `“${zone.location}${path}” is a symbolic link or lies behind one, which is not followed.`,
    {
      hint: "Copy what it points to into the lake.",
      details: { path: zone.location + path },
    },
  );
}
