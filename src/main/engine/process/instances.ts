import { randomUUID } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { EngineSettings } from "../engine-protocol.ts";
import { literal } from "../writers/sql-text.ts";

export interface Sandbox {
  /** Files and folders that may be read; files among them that the caller writes may be written. */
  paths: readonly string[];
  /** Runs on the connection while the outside can still be reached: attaches what the work needs. */
  before?: (connection: DuckDBConnection) => Promise<void>;
}

export interface OpenInstance {
  /** The one that was prepared: settings and temporary tables of a connection are its own. */
  connection: DuckDBConnection;
  /** Another one, bare. */
  connect(): Promise<DuckDBConnection>;
  close(): Promise<void>;
}

/**
 * Runs `work` on a DuckDB of its own that reaches the paths of the sandbox and nothing else, can load no extension and
 * whose settings cannot be changed any more. What it spills to disk is removed at the end.
 */
export async function withInstance<T>(
  settings: EngineSettings,
  sandbox: Sandbox,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await openInstance(settings, sandbox);
  try {
    return await work(instance.connection);
  } finally {
    await instance.close();
  }
}

/** The same for many pieces of work. */
export async function openInstance(settings: EngineSettings, sandbox: Sandbox): Promise<OpenInstance> {
  const spill = join(settings.spillFolder, randomUUID());
  await mkdir(spill, { recursive: true });
  const removeSpill = () => rm(spill, { recursive: true, force: true });
  try {
    const instance = await DuckDBInstance.create(":memory:", configuration(settings, spill));
    const connection = await instance.connect();
    const close = async () => {
      connection.closeSync();
      instance.closeSync();
      await removeSpill();
    };
    try {
      await sandbox.before?.(connection);
      await lock(connection, settings, sandbox.paths);
      return { connection, connect: () => instance.connect(), close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await removeSpill();
    throw error;
  }
}

function configuration({ memoryPerCall, threads }: EngineSettings, spill: string): Record<string, string> {
  return {
    memory_limit: `${Math.floor(memoryPerCall)}B`,
    threads: String(threads),
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_unsigned_extensions: "false",
    preserve_insertion_order: "true",
  };
}

async function lock(
  connection: DuckDBConnection,
  { spillBytes }: EngineSettings,
  paths: readonly string[],
): Promise<void> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) folders.push(path.endsWith(sep) ? path : path + sep);
    else files.push(path);
  }
  const list = (texts: readonly string[]) => `[${texts.map(literal).join(", ")}]`;
  // Moments with a time zone are shown in UTC, so they are read in UTC as well, whatever this machine's zone is.
  await connection.run("SET TimeZone = 'UTC'");
  // DuckDB 1.5 shows this limit when it is given at the start, and does not hold to it.
  await connection.run(`SET max_temp_directory_size = '${Math.floor(spillBytes)}B'`);
  await connection.run("SET enable_progress_bar = true");
  await connection.run("SET enable_progress_bar_print = false");
  if (folders.length > 0) await connection.run(`SET allowed_directories = ${list(folders)}`);
  if (files.length > 0) await connection.run(`SET allowed_paths = ${list(files)}`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}
