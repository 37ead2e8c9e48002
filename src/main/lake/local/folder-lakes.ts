import type { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import { createJournal } from "../journal/journal.ts";
import type { Lake, LocalQueryEngine, ObjectStore, TableCatalog } from "../ports.ts";
import { DirectoryLister } from "./folder-store/directory-listing.ts";
import { FolderStore } from "./folder-store/folder-store.ts";
import { OsIdentity } from "./os-identity.ts";
import { LocalTableCatalog } from "./table-catalog/local-table-catalog.ts";

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

interface LakeFacts {
  id: string;
  location: string;
  objects: ObjectStore;
  definition: () => LakeDefinition;
}

/** Lakes that are folders of this machine: folder store, catalog in the lake, DuckDB, user of the system. */
export function createFolderLakes(dependencies: FolderLakesDependencies) {
  const lister = new DirectoryLister(dependencies.directoryWorker);
  lister.warm();
  const identity = new OsIdentity();

  return {
    openStore: (path: string): Promise<ObjectStore> => FolderStore.open(path, lister),

    openLake: ({ id, location, objects, definition }: LakeFacts): { lake: Lake; close: () => Promise<void> } => {
      const closing = new AbortController();
      const tables = new LocalTableCatalog(objects);
      const following = tables.follow(closing.signal).catch((error: unknown) => {
        if (!isCancellation(error)) log("warn", "the catalog is not followed", { lake: id, error });
      });
      const lake: Lake = {
        id,
        location,
        objects,
        tables,
        queries: {
          local: dependencies.queryEngine({ id, objects, tables, definition }),
          athena: { available: false, reason: "Athena reads lakes in Amazon S3. This lake is a folder." },
        },
        identity,
        journal: createJournal(objects, identity, dependencies.installation),
        definition,
      };
      return {
        lake,
        async close() {
          closing.abort();
          await following;
        },
      };
    },

    close: (): Promise<void> => lister.close(),
  };
}
