import { rm } from "node:fs/promises";

/** Deletes a SQLite database that nobody has open, with the files of its write-ahead log. */
export async function removeDatabase(path: string): Promise<void> {
  await Promise.all(["", "-wal", "-shm"].map((suffix) => rm(path + suffix, { force: true })));
}
