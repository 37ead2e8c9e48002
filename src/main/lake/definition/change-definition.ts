import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "../../../shared/domain/app-error.ts";
import { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import type { ObjectStore } from "../ports.ts";
import {
  type Revision,
  createRevision,
  readNewest,
  readRevision,
  revisionKey,
  revisionNumbers,
} from "./definition-revisions.ts";

/** Each lost race means that someone else's change went through: this many in a row is no coincidence any more. */
const RACES = 100;

type Options = { signal: AbortSignal };

/**
 * Applies a change to the newest definition and writes the result as the next revision. Who loses a race applies the
 * change to the winner's definition and tries again, so that no change is lost. INVALID_INPUT when the result is not a
 * valid definition.
 */
export async function changeDefinition(
  store: ObjectStore,
  change: (definition: LakeDefinition) => LakeDefinition,
  options: Options,
): Promise<Revision> {
  for (let race = 0; race < RACES; race += 1) {
    const newest = await readNewest(store, options);
    const next = { number: newest.number + 1, definition: validated(change(newest.definition)) };
    if (await createRevision(store, next, options)) return next;
    await delay(Math.random() * Math.min(200, 5 * (race + 1)), undefined, { signal: options.signal });
  }
  throw new AppError("CONFLICT", "Others are changing this lake's definition all the time.", {
    hint: "Wait a moment, then try again.",
    retryable: true,
  });
}

/** Writes the first revision; ALREADY_EXISTS when the folder is a lake, also when it became one just now. */
export async function createDefinition(
  store: ObjectStore,
  definition: LakeDefinition,
  options: Options,
): Promise<Revision> {
  const exists = new AppError("ALREADY_EXISTS", "This folder is a lake already.", { hint: "Open it instead." });
  if ((await revisionNumbers(store, options)).length > 0) throw exists;
  const first = { number: 1, definition: validated(definition) };
  if (!(await createRevision(store, first, options))) throw exists;
  return first;
}

/**
 * Makes the newest revision that can be read the newest again, as a new revision. Damaged files above it are kept as
 * `N.json.damaged`. DAMAGED when there is none; a definition that can be read is left alone.
 */
export async function repairDefinition(store: ObjectStore, options: Options): Promise<Revision> {
  const damaged: number[] = [];
  for (const number of await revisionNumbers(store, options)) {
    const revision = await readRevision(store, number, options).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "DAMAGED") return null;
      throw error;
    });
    if (revision && damaged.length === 0) return revision;
    if (revision) return restore(store, revision, damaged, options);
    damaged.push(number);
  }
  throw new AppError("DAMAGED", "No revision of the lake's definition can be read.", {
    hint: "Restore a file of .lakeshore/lake from a copy. Or move that folder away and create the lake anew: its data stays.",
  });
}

async function restore(store: ObjectStore, revision: Revision, damaged: number[], options: Options): Promise<Revision> {
  const newest = Math.max(...damaged);
  const restored = { number: newest + 1, definition: revision.definition };
  if (!(await createRevision(store, restored, options))) return readNewest(store, options);
  for (const number of damaged) {
    await store.rename(revisionKey(number), `${revisionKey(number)}.damaged`, options);
  }
  return restored;
}

function validated(definition: LakeDefinition): LakeDefinition {
  const parsed = LakeDefinition.safeParse(definition);
  if (parsed.success) return parsed.data;
  throw new AppError("INVALID_INPUT", z.prettifyError(parsed.error), { hint: "Correct it and try again." });
}
