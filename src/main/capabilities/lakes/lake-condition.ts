import type { LakeSummary } from "../../../shared/contract/lakes.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { type LakePlace, locationOf } from "../../../shared/domain/lake-place.ts";
import { readNewest } from "../../lake/definition/definition-revisions.ts";
import type { LakeSite, LakeSites } from "../../lake/ports.ts";

type Sites = Pick<LakeSites, "at">;
type LakeCondition = Pick<LakeSummary, "state" | "problem">;

/** A network folder whose server is gone keeps a call of the system waiting for minutes. Milliseconds. */
const ANSWERS_WITHIN_MS = 2000;

/**
 * What can be told of lakes without opening them: that the place is there, and that its definition can be read. A folder
 * that does not answer is told as missing, and is not asked again until it has: each call that waits holds one of the few
 * threads that all file access shares.
 */
export class LakeConditions {
  readonly #sites: Sites;
  readonly #looks = new Map<string, Promise<LakeCondition>>();

  constructor(sites: Sites) {
    this.#sites = sites;
  }

  async of(place: LakePlace): Promise<LakeCondition> {
    const silent = missing(`The folder ${locationOf(place)} does not answer.`);
    const { promise: waited, resolve } = Promise.withResolvers<LakeCondition>();
    const timer = setTimeout(() => resolve(silent), ANSWERS_WITHIN_MS);
    try {
      return await Promise.race([this.#look(place), waited]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Shared by all who ask meanwhile. */
  #look(place: LakePlace): Promise<LakeCondition> {
    const location = locationOf(place);
    const underWay = this.#looks.get(location);
    if (underWay) return underWay;
    const look = conditionOf(place, this.#sites).finally(() => this.#looks.delete(location));
    this.#looks.set(location, look);
    return look;
  }
}

async function conditionOf(place: LakePlace, sites: Sites): Promise<LakeCondition> {
  const unreachable = missing(`The folder ${locationOf(place)} cannot be reached.`);
  try {
    const site = await sites.at(place);
    const found = await site.look();
    if (found === "absent") return unreachable;
    if (found === "unchecked") return { state: "unchecked", problem: null };
    return await definitionCondition(site);
  } catch {
    return unreachable;
  }
}

async function definitionCondition(site: LakeSite): Promise<LakeCondition> {
  const options = { signal: new AbortController().signal };
  try {
    await readNewest(await site.openStore(options), options);
    return { state: "available", problem: null };
  } catch (error) {
    const isDamaged = error instanceof AppError && error.code === "DAMAGED";
    // Anything else is told by opening it, with what to do.
    return isDamaged ? { state: "damaged", problem: error.message } : { state: "available", problem: null };
  }
}

function missing(problem: string): LakeCondition {
  return { state: "missing", problem };
}
