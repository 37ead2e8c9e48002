import { randomUUID } from "node:crypto";
import { type FileHandle, lstat, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { errorNumber } from "../file-errors.ts";

/** Names of our own unfinished files; never shown in a listing. */
export const HIDDEN_PREFIX = ".lakeshore-part-";

const PARTIAL_FOLDER = [".lakeshore", "tmp"];
/** A writer on another machine cannot be asked whether it lives; after this long it does not. */
const ABANDONED_AFTER_MS = 7 * 24 * 3600 * 1000;

const machine = hostname()
  .replaceAll(/[^A-Za-z0-9]/g, "")
  .slice(0, 40);
/** Process ids come again, in containers at every start: this tells the runs apart. */
const run = randomUUID().slice(0, 8);

/**
 * Opens a new file for what will become `target`: under `.lakeshore/tmp`, or beside the target when that is on another
 * file system (a link cannot cross it). The name says whose it is, so that what a dead writer left can be told.
 */
export async function openPartial(root: string, target: string): Promise<{ path: string; file: FileHandle }> {
  const name = `${HIDDEN_PREFIX}${machine}-${process.pid}-${run}-${randomUUID()}`;
  const folder = join(root, ...PARTIAL_FOLDER);
  // One level at a time: a root that is gone (a drive that was unplugged) must not come back as an empty folder.
  for (const level of [dirname(folder), folder]) {
    await mkdir(level).catch((error: unknown) => {
      if (errorNumber(error) !== "EEXIST") throw error;
    });
  }
  const [here, there] = await Promise.all([stat(folder), stat(dirname(target))]);
  const path = join(here.dev === there.dev ? folder : dirname(target), name);
  return { path, file: await open(path, "wx", 0o666) };
}

/** Removes what writers that no longer live left behind. Files beside targets on other mounts stay until they are seen. */
export async function removeAbandonedPartials(root: string): Promise<void> {
  const folder = join(root, ...PARTIAL_FOLDER);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(HIDDEN_PREFIX))) {
    const path = join(folder, name);
    const status = await lstat(path).catch(() => null);
    if (status?.isFile() && isAbandoned(name, status.mtimeMs)) await rm(path, { force: true });
  }
}

function isAbandoned(name: string, modified: number): boolean {
  const [writerMachine, pid, writerRun] = name.slice(HIDDEN_PREFIX.length).split("-");
  if (writerMachine !== machine) return Date.now() - modified > ABANDONED_AFTER_MS;
  return Number(pid) === process.pid ? writerRun !== run : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is someone else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
