import { constants, type Stats } from "node:fs";
import { access, lstat, opendir } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { sourceReason } from "../source-errors.ts";
import { type Finding, skipped } from "./findings.ts";
import { judgeName } from "./upload-names.ts";

export interface SourceWalk {
  /** Folder in the zone that everything goes into; "" or ends in "/". */
  folder: string;
  /** Why a whole source is refused (it holds the lake itself); null when it may be walked. */
  refuse: (path: string) => Promise<string | null>;
  signal: AbortSignal;
}

/** Names of a folder that are looked at together. */
const BATCH = 64;

type Folder = { disk: string; path: string };
type Looked = Finding | ({ kind: "folder" } & Folder);

/**
 * Goes through files and folders of this machine. Links are never followed. What waits in memory is one path a folder,
 * however many files there are.
 */
export async function* walkSources(paths: readonly string[], walk: SourceWalk): AsyncGenerator<Finding> {
  for (const disk of paths) {
    const name = basename(disk);
    if (!isAbsolute(disk) || name === "") {
      yield skipped(disk, "It is not the full path of a file or folder.");
      continue;
    }
    const refusal = await walk.refuse(disk);
    if (refusal !== null) {
      yield skipped(disk, refusal);
      continue;
    }
    const waiting: Folder[] = [];
    for (const found of await look(disk, walk.folder, name)) {
      if (found.kind === "folder") waiting.push(found);
      else yield found;
    }
    for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
      for await (const found of walkFolder(folder, walk.signal)) {
        if (found.kind === "folder") waiting.push(found);
        else yield found;
      }
    }
  }
}

async function* walkFolder({ disk, path }: Folder, signal: AbortSignal): AsyncGenerator<Looked> {
  let isEmpty = true;
  const batches = batchesOf(disk);
  for (;;) {
    if (signal.aborted) throw new AppError("CANCELLED", "The upload was given up.");
    let names: string[] | undefined;
    try {
      names = (await batches.next()).value;
    } catch (error) {
      yield skipped(path, sourceReason(error));
      return;
    }
    if (!names) break;
    isEmpty = false;
    for (const found of await Promise.all(names.map((name) => look(join(disk, name), path, name)))) yield* found;
  }
  if (isEmpty) yield { kind: "item", path, source: disk, size: 0, modified: null };
}

async function* batchesOf(disk: string): AsyncGenerator<string[], undefined> {
  let names: string[] = [];
  for await (const { name } of await opendir(disk, { bufferSize: BATCH })) {
    names.push(name);
    if (names.length < BATCH) continue;
    yield names;
    names = [];
  }
  if (names.length > 0) yield names;
}

/** One name of a folder: a file, a folder to go into, or why it is left out; and a warning that goes with it. */
async function look(disk: string, parent: string, name: string): Promise<Looked[]> {
  const path = parent + name;
  const verdict = judgeName(name);
  if (!verdict.take) return [skipped(path, verdict.reason)];
  const { warning } = verdict;
  const warnings: Looked[] = warning === null ? [] : [{ kind: "problem", path, reason: warning, willSkip: false }];
  let status: Stats;
  try {
    status = await lstat(disk);
    if (status.isFile()) await access(disk, constants.R_OK);
  } catch (error) {
    return [skipped(path, sourceReason(error))];
  }
  if (status.isSymbolicLink()) {
    return [skipped(path, "It is a symbolic link. Links are not followed: drop what it points to.")];
  }
  if (status.isDirectory()) return [...warnings, { kind: "folder", disk, path: `${path}/` }];
  if (!status.isFile()) return [skipped(path, "It is a pipe, a socket or a device, not a file.")];
  return [...warnings, { kind: "item", path, source: disk, size: status.size, modified: status.mtimeMs }];
}
