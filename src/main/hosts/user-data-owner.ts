import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { AppError } from "../../shared/domain/app-error.ts";

const Owner = z.object({ pid: z.int(), host: z.enum(["desktop", "browser"]), url: z.string().nullable() });
export type Owner = z.infer<typeof Owner>;

export interface Ownership {
  /** Says where the owner can be reached, once it is known. */
  announce(url: string): void;
  release(): void;
}

/**
 * Takes a user-data folder for this process. The lock is an exclusive transaction of an empty SQLite file: the system
 * frees it when the process ends, however it ends, so that a lock is never stale and no process id is trusted.
 * `owner.json` beside it only says who it is. CONFLICT (with `details.pid`, and `details.url`) when another has it.
 */
export function ownUserData(folder: string, host: Owner["host"]): Ownership {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ownerFile = join(folder, "owner.json");
  const lock = new DatabaseSync(join(folder, "owner.lock"));
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw isBusy(cause) ? ownedBy(readOwner(ownerFile), folder, cause) : cause;
  }
  // Only the person may read it: the address of a browser host lets its reader in.
  const write = (url: string | null) => {
    writeFileSync(ownerFile, JSON.stringify({ pid: process.pid, host, url }), { mode: 0o600 });
  };
  write(null);
  return {
    announce: write,
    release() {
      rmSync(ownerFile, { force: true });
      lock.close();
    },
  };
}

/** SQLITE_BUSY is 5 (sqlite.org/rescode.html). */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

function readOwner(file: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // It is being written, or was removed meanwhile: who it is stays unknown.
    return null;
  }
}

function ownedBy(owner: Owner | null, folder: string, cause: unknown): AppError {
  const who = owner
    ? `${owner.host === "desktop" ? "The desktop app" : "Lakeshore"} (process ${owner.pid})`
    : "Another Lakeshore";
  const where = owner?.url ? `Open ${owner.url}` : "Use that one";
  return new AppError("CONFLICT", `${who} already uses the data in ${folder}.`, {
    hint: `${where}, or start with another folder: --user-data PATH.`,
    cause,
    ...(owner ? { details: { pid: owner.pid, url: owner.url } } : {}),
  });
}
