import { z } from "zod";
import { AppError } from "../../../shared/domain/app-error.ts";
import { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import type { ObjectStore } from "../ports.ts";
import { readWhole } from "../small-objects.ts";

export const DEFINITION_PREFIX = ".lakeshore/lake/";

export interface Revision {
  number: number;
  definition: LakeDefinition;
}

type Options = { signal: AbortSignal };

export function revisionKey(number: number): string {
  return `${DEFINITION_PREFIX}${number}.json`;
}

/** Numbers of all revisions, newest first; empty where there is no lake. */
export async function revisionNumbers(store: ObjectStore, { signal }: Options): Promise<number[]> {
  const numbers: number[] = [];
  try {
    for await (const page of store.list(DEFINITION_PREFIX, { recursive: false, signal })) {
      for (const entry of page) {
        const match = /^(\d{1,15})\.json$/.exec(entry.key.slice(DEFINITION_PREFIX.length));
        if (entry.kind === "object" && match?.[1]) numbers.push(Number(match[1]));
      }
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
  return numbers.toSorted((a, b) => b - a);
}

/**
 * DAMAGED, with `details.file`, when the revision is not a lake definition; UNSUPPORTED when a newer app has written it,
 * so that nobody "repairs" what is whole.
 */
export async function readRevision(store: ObjectStore, number: number, { signal }: Options): Promise<Revision> {
  const key = revisionKey(number);
  const bytes = await readWhole(store, key, { signal });
  try {
    const content: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    refuseNewerFormat(content, key);
    return { number, definition: LakeDefinition.parse(content) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("DAMAGED", `The lake's definition (${key}) cannot be read.`, {
      hint: "Repair goes back to the newest revision that can be read, and keeps the damaged file under another name.",
      details: { file: key, revision: number },
      cause: error,
    });
  }
}

const AnyFormat = z.looseObject({ format: z.int().min(2) });

function refuseNewerFormat(content: unknown, key: string): void {
  if (!AnyFormat.safeParse(content).success) return;
  throw new AppError(
    "UNSUPPORTED",
    "A newer Lakeshore has changed this lake's definition in a way that this one cannot read.",
    {
      hint: "Install the newest Lakeshore. The lake is whole.",
      details: { file: key },
    },
  );
}

/** The newest revision; NOT_FOUND where there is no lake, DAMAGED when it cannot be read. */
export async function readNewest(store: ObjectStore, options: Options): Promise<Revision> {
  const [newest] = await revisionNumbers(store, options);
  if (newest === undefined) {
    throw new AppError("NOT_FOUND", "This folder is not a lake yet.", { hint: "Create a lake in it." });
  }
  return readRevision(store, newest, options);
}

/** Creates a revision; false when someone else has created one of that number. */
export async function createRevision(
  store: ObjectStore,
  { number, definition }: Revision,
  { signal }: Options,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(LakeDefinition.parse(definition), null, 2)}\n`);
  const body = async function* () {
    yield bytes;
  };
  try {
    await store.write(revisionKey(number), body(), { mode: "create", size: bytes.byteLength, signal });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "ALREADY_EXISTS") return false;
    throw error;
  }
}
