import { AppError } from "../../../../shared/domain/app-error.ts";
import { log } from "../../../log.ts";
import type { AthenaPlaces } from "./athena-places.ts";

/** Milliseconds for which a workgroup's settings are taken as known. */
const KNOWN_FOR = 5 * 60_000;

/**
 * Where the results of a workgroup go that says nothing itself. A place that is sent would overrule a workgroup that has
 * one and does not enforce it, and is refused by one whose results Athena manages; so it is sent only where there is none.
 */
export class OutputLocation {
  readonly #places: AthenaPlaces;
  readonly #fallback: string | null;
  readonly #known = new Map<string, { needed: boolean; at: number }>();

  constructor(places: AthenaPlaces, fallback: string | null) {
    this.#places = places;
    this.#fallback = fallback;
  }

  /** Null leaves it to the workgroup. */
  async of(workgroup: string, signal: AbortSignal): Promise<string | null> {
    if (this.#fallback === null) return null;
    const known = this.#known.get(workgroup);
    const isKnown = known !== undefined && Date.now() - known.at < KNOWN_FOR;
    const needed = isKnown ? known.needed : await this.#isNeeded(workgroup, signal);
    this.#known.set(workgroup, isKnown ? known : { needed, at: Date.now() });
    return needed ? this.#fallback : null;
  }

  async #isNeeded(workgroup: string, signal: AbortSignal): Promise<boolean> {
    try {
      const { outputLocation, managesResults } = await this.#places.workgroup(workgroup, { signal });
      return outputLocation === null && !managesResults;
    } catch (error) {
      // Who may not look at workgroups may still run in one: it says by itself when it lacks a place.
      if (!(error instanceof AppError) || error.code !== "ACCESS_DENIED") throw error;
      log("info", "the settings of a workgroup are not known", { workgroup, error });
      return false;
    }
  }
}
