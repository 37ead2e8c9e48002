import { mkdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import type { FolderPlace } from "../../../shared/domain/lake-place.ts";
import { createJournal } from "../journal/journal.ts";
import type { Lake, LakeFacts, LakeSites, LocalQueryEngine, ObjectStore, TableCatalog } from "../ports.ts";
import { DirectoryLister } from "./folder-store/directory-listing.ts";
import { FolderStore } from "./folder-store/folder-store.ts";
import { OsIdentity } from "./os-identity.ts";
import { followedCatalog } from "./table-catalog/followed-catalog.ts";

interface FolderLakesDependencies {
  /** Writer id of this app in the journals of lakes. */
  installation: string;
  /** Program of the worker that reads folders. */
  directoryWorker: URL;
  /** The engine that answers questions over a lake. */
  queryEngine: (lake: QueriedLake) => LocalQueryEngine;
}

/** What a query engine needs to know of its lake. */
export interface QueriedLake {
  readonly id: string;
  readonly objects: ObjectStore;
  readonly tables: TableCatalog;
  definition(): LakeDefinition;
}

/** Lakes that are folders of this machine: folder store, catalog in the lake, DuckDB, user of the system. */
export function createFolderLakes(dependencies: FolderLakesDependencies): LakeSites<FolderPlace> {
  const lister = new DirectoryLister(dependencies.directoryWorker);
  lister.warm();
  const identity = new OsIdentity();

  const openLake = (path: string, { id, objects, definition }: LakeFacts) => {
    const { tables, close } = followedCatalog(objects, id);
    const journal = createJournal(objects, identity, dependencies.installation);
    const lake: Lake = {
      id,
      location: path,
      objects,
      tables,
      queries: {
        local: dependencies.queryEngine({ id, objects, tables, definition }),
        athena: { available: false, reason: "Athena reads lakes in Amazon S3. This lake is a folder." },
      },
      identity,
      journal,
      definition,
    };
    return {
      lake,
      async close() {
        await Promise.all([close(), journal.close()]);
      },
    };
  };

  return {
    async at(place) {
      const path = await resolvedFolder(place.path);
      return {
        place: { kind: "folder", path },
        look: () => lookAtFolder(path),
        prepare: () => makeFolder(path),
        openStore: () => FolderStore.open(path, lister),
        openLake: (facts) => openLake(path, facts),
      };
    },
    close: () => lister.close(),
  };
}

/** One lake is one folder, by whichever links people come to it. What is not there is left to be told by who opens it. */
async function resolvedFolder(path: string): Promise<string> {
  if (!isAbsolute(path))
    throw new AppError("INVALID_INPUT", `“${path}” is not a full path.`, { hint: "Write the path from the root." });
  const full = resolve(path);
  return realpath(full).catch(() => full);
}

async function lookAtFolder(path: string): Promise<"present" | "absent"> {
  const status = await stat(path).catch(() => null);
  if (status === null) return "absent";
  if (status.isDirectory()) return "present";
  throw new AppError("INVALID_INPUT", `“${path}” is a file.`, { hint: "Choose a folder." });
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    throw new AppError("INVALID_INPUT", `The folder “${path}” cannot be made.`, {
      hint: "Choose a folder in a place that you may write to.",
      cause: error,
    });
  });
}
