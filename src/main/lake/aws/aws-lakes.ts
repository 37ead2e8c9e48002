import { locationOf, type S3Place } from "../../../shared/domain/lake-place.ts";
import type { Engine } from "../../engine/engine.ts";
import { tableIndexPath } from "../../state/table-index-path.ts";
import { createJournal } from "../journal/journal.ts";
import { followedCatalog } from "../local/table-catalog/followed-catalog.ts";
import type { AthenaAccess, Lake, LakeFacts, LakeSites, LocalQueryEngine, OpenedLake } from "../ports.ts";
import type { BlockCache } from "../remote/block-cache/block-cache.ts";
import { CachingStore } from "../remote/caching-store.ts";
import { AthenaQueries } from "./athena/athena-engine.ts";
import { AwsIdentity } from "./aws-identity.ts";
import type { AwsConnection } from "./connection/aws-connection.ts";
import type { AwsConnections } from "./connection/aws-connections.ts";
import { followedGlue } from "./glue-catalog/followed-glue.ts";
import { GluePaces } from "./glue-catalog/glue-paces.ts";
import type { ObjectDetails } from "../object-details.ts";
import { refusesOverwrite } from "./connection/overwrite-guard.ts";
import { S3Store } from "./s3-store/s3-store.ts";

interface AwsLakesDependencies {
  connections: AwsConnections;
  /** Writer id of this app in the journals of lakes. */
  installation: string;
  /** Bytes of objects that were read before. */
  cache: BlockCache;
  /** The engine of this machine that answers questions over a lake. */
  queryEngine: (lake: Pick<Lake, "id" | "objects" | "tables" | "definition">) => LocalQueryEngine;
  /** Keeps what Athena answers as results of this machine. */
  files: Engine;
  /** For answers of Athena while they are fetched; may be emptied at any time. */
  resultsFolder: string;
  /** Program of the worker that keeps what is known of Glue's tables. */
  tableIndexWorker: URL;
  /** For those indexes, one a lake; may be deleted between two runs. */
  indexFolder: string;
}

/** Lakes that are prefixes of buckets: S3, DuckDB over a cache of bytes and, on AWS, Glue and Athena. */
export function createAwsLakes(dependencies: AwsLakesDependencies): LakeSites<S3Place> {
  const { connections } = dependencies;
  const paces = new GluePaces();
  return {
    async at(place) {
      // NOT_FOUND for a connection that was removed, before anything is asked of it.
      connections.get(place.connectionId);
      let made: S3Store | null = null;
      const store = () => (made ??= storeOf(connections.get(place.connectionId), place));
      return {
        place,
        look: async () => "unchecked",
        prepare: async () => undefined,
        openStore: async () =>
          new CachingStore(store(), dependencies.cache, `${place.connectionId} ${locationOf(place)}`),
        openLake: (facts) => openLake({ ...dependencies, paces }, place, facts, store().details),
      };
    },
    close: async () => undefined,
  };
}

function openLake(
  dependencies: AwsLakesDependencies & { paces: GluePaces },
  place: S3Place,
  facts: LakeFacts,
  details: ObjectDetails,
): OpenedLake {
  const { id, objects, definition } = facts;
  const connection = dependencies.connections.get(place.connectionId);
  const identity = new AwsIdentity(() => dependencies.connections.get(place.connectionId));
  const { tables, close } = connection.hasAwsServices
    ? followedGlue(connection.glue(), {
        calls: dependencies.paces.callsOf(connection.settings),
        lakeId: id,
        location: locationOf(place),
        definition,
        indexWorker: dependencies.tableIndexWorker,
        indexPath: tableIndexPath(dependencies.indexFolder, id),
      })
    : followedCatalog(objects, id);
  const athena = athenaOf(dependencies, connection, place);
  const journal = createJournal(objects, identity, dependencies.installation);
  const lake: Lake = {
    id,
    location: locationOf(place),
    objects,
    details,
    tables,
    queries: {
      local: dependencies.queryEngine({ id, objects, tables, definition }),
      athena: athena.access,
    },
    identity,
    journal,
    definition,
  };
  return {
    lake,
    async close() {
      await Promise.all([close(), athena.close(), journal.close()]);
    },
  };
}

function storeOf(connection: AwsConnection, { bucket, prefix }: S3Place): S3Store {
  const client = connection.s3();
  const home = { bucket, prefix };
  if (connection.settings.endpoint === null) return new S3Store({ client, home });
  // The prefix of the lake is free in its own bucket only.
  const probe = (other: string, signal: AbortSignal) =>
    refusesOverwrite(client, { bucket: other, prefix: other === bucket ? prefix : "" }, signal);
  return new S3Store({ client, home, probe });
}

function athenaOf(
  { files, resultsFolder }: AwsLakesDependencies,
  connection: AwsConnection,
  place: S3Place,
): { access: AthenaAccess; close: () => Promise<void> } {
  if (!connection.hasAwsServices) {
    const { name } = connection.settings;
    const reason = `Athena is a service of AWS; “${name}” is an S3-compatible store.`;
    return { access: { available: false, reason }, close: async () => undefined };
  }
  const engine = new AthenaQueries({
    athena: connection.athena(),
    s3: connection.s3(),
    files,
    folder: resultsFolder,
    region: connection.settings.region,
    outputLocation: `s3://${place.bucket}/${place.prefix}.lakeshore/athena-results/`,
  });
  const closing = new AbortController();
  const sweeping = engine.sweepResults(closing.signal);
  return {
    access: { available: true, engine },
    async close() {
      closing.abort();
      await sweeping;
    },
  };
}
