import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Jobs, activityRouter } from "./capabilities/activity/index.ts";
import { CatalogService, catalogRouter } from "./capabilities/catalog/index.ts";
import { ConnectionsService, connectionsRouter } from "./capabilities/connections/index.ts";
import { hostRouter } from "./capabilities/host/index.ts";
import { InventoryService, findingsRouter, inventoryRouter } from "./capabilities/inventory/index.ts";
import { KnowledgeService, knowledgeRouter } from "./capabilities/knowledge/index.ts";
import { LakesService, lakesRouter } from "./capabilities/lakes/index.ts";
import { ObjectsService, objectsRouter } from "./capabilities/objects/index.ts";
import { Previews, previewRouter } from "./capabilities/preview/index.ts";
import { ProfilesService, profilesRouter } from "./capabilities/profiles/index.ts";
import { QueryService, athenaRouter, queryRouter } from "./capabilities/query/index.ts";
import { DownloadsService, SnapshotsService, snapshotsRouter } from "./capabilities/snapshots/index.ts";
import { TransfersService, transfersRouter } from "./capabilities/transfers/index.ts";
import { ZonesService, zonesRouter } from "./capabilities/zones/index.ts";
import { createEngines } from "./engine/create-engines.ts";
import type { HostServices } from "./host-services.ts";
import { lakeSites } from "./lake/lake-sites.ts";
import { createFolderLakes, type QueriedLake } from "./lake/local/folder-lakes.ts";
import { createDuckDbQueries } from "./lake/duckdb/duckdb-queries.ts";
import { RemoteCache } from "./lake/remote/remote-cache.ts";
import { Lazy } from "./lazy.ts";
import { AppDatabase } from "./state/app-database.ts";
import { tableIndexPath } from "./state/table-index-path.ts";
import { removeDatabase } from "./state/remove-database.ts";
import { installationId } from "./state/installation.ts";

/** The one place where adapters, capabilities and hosts meet. */
export function compose(host: HostServices) {
  const { paths } = host;
  const worker = (name: string) => pathToFileURL(join(paths.programs, "workers", `${name}.js`));
  const database = new AppDatabase(join(paths.userData, "app.db"));
  const indexFolder = join(paths.userData, "index");
  const jobs = new Jobs();
  const engines = createEngines(host);

  const installation = installationId(database);
  const remote = new RemoteCache(join(paths.cache, "remote"));
  const localQueries = createDuckDbQueries({
    ...engines,
    describe: (address, { signal }) => previews.describe(address, signal),
    cacheFolder: join(paths.cache, "plain-copies"),
  });
  const queryEngine = (lake: QueriedLake) => localQueries({ ...lake, remote: remote.filesOf(lake.objects) });

  const connections = new ConnectionsService({
    database,
    secrets: host.secrets,
    access: async () => (await aws.get()).connections,
    lakesOf: (connectionId) => lakes.at(connectionId).map(({ name }) => name),
    async onSignedIn(connectionId) {
      const signedIn = lakes.at(connectionId).map(({ id }) => id);
      downloads.signedIn(signedIn);
      await transfers.signedIn(signedIn);
    },
  });
  const aws = new Lazy(async () => {
    const { AwsConnections, createAwsLakes } = await import("./lake/aws/index.ts");
    const opened = new AwsConnections({
      settings: (id) => connections.get(id),
      secretKey: (id) => connections.secretKey(id),
    });
    return {
      connections: opened,
      lakes: createAwsLakes({
        connections: opened,
        installation,
        cache: remote.blocks,
        queryEngine,
        files: engines.files,
        resultsFolder: join(paths.cache, "athena-results"),
        tableIndexWorker: worker("table-index-worker"),
        indexFolder,
      }),
    };
  });
  const sites = lakeSites({
    folder: createFolderLakes({ installation, directoryWorker: worker("directory-worker"), queryEngine }),
    s3: async () => (await aws.get()).lakes,
  });
  const lakes = new LakesService({
    database,
    userData: paths.userData,
    resources: paths.resources,
    sites,
    async onForget(lakeId) {
      zones.forget(lakeId);
      downloads.forget(lakeId);
      await catalog.forget(lakeId);
      await profiles.forget(lakeId);
      await inventory.forget(lakeId);
      await knowledge.forget(lakeId);
      await removeDatabase(tableIndexPath(indexFolder, lakeId));
    },
  });
  const queries = new QueryService({
    database,
    lakes,
    resultSets: engines.results,
  });
  const previews = new Previews(lakes, worker("preview-worker"), (address, known) => zones.learnRows(address, known));
  const catalog = new CatalogService({
    lakes,
    describe: (address, { signal }) => previews.describe(address, signal),
    savedQueries: queries.savedQueries,
    queryUses: queries,
    knowledge: {
      summaries: (lakeId, options) => knowledge.summaries(lakeId, options),
      onChange: (listener) => knowledge.onChange(listener),
    },
    scannedNames: {
      scannedObjects: (lakeId, options) => inventory.scannedObjects(lakeId, options),
      names: (lakeId, text, limit, options) => inventory.names(lakeId, text, limit, options),
    },
    database,
    indexWorker: worker("search-index-worker"),
    indexFolder,
  });
  const knowledge = new KnowledgeService({
    database,
    lakes,
    jobs,
    knowledgeWorker: worker("knowledge-worker"),
    checkClassifier: (classifier, options) => inventory.findings.checkClassifier(classifier, options),
    indexFolder,
  });
  const inventory = new InventoryService({
    lakes,
    jobs,
    knowledge,
    sample: (address, { signal, rows }) => previews.sample(address, { rows }, signal),
    keysWorker: worker("keys-worker"),
    semanticsWorker: worker("semantics-worker"),
    indexFolder,
    onScanned: (lakeId) => catalog.objectsChanged(lakeId),
  });
  const zones = new ZonesService(database, lakes, jobs, (lakeId) => catalog.objectsChanged(lakeId));
  const objects = new ObjectsService(lakes, (lakeId) => catalog.objectsChanged(lakeId));
  const transfers = new TransfersService({
    database,
    lakes,
    jobs,
    acceptUpload: host.acceptUpload,
    onStored: (lakeId) => catalog.objectsChanged(lakeId),
  });
  const profiles = new ProfilesService({
    lakes,
    jobs,
    indexWorker: worker("profile-worker"),
    indexFolder,
  });
  const snapshots = new SnapshotsService({ lakes, jobs, host, sqlOfResult: (id) => queries.sqlOfResult(id) });

  const downloads = new DownloadsService({ database, lakes, jobs, host });

  return {
    router: {
      activity: activityRouter(jobs, lakes),
      athena: athenaRouter(queries),
      catalog: catalogRouter(catalog),
      connections: connectionsRouter(connections),
      findings: findingsRouter(inventory.findings),
      host: hostRouter(host, [engines.questions, engines.files]),
      inventory: inventoryRouter(inventory),
      knowledge: knowledgeRouter(knowledge),
      lakes: lakesRouter(lakes),
      objects: objectsRouter(objects),
      preview: previewRouter(previews),
      profiles: profilesRouter(profiles),
      query: queryRouter(queries),
      snapshots: snapshotsRouter(snapshots, downloads),
      transfers: transfersRouter(transfers),
      zones: zonesRouter(zones),
    },
    /** Resolves once no job and no query is running, so that a host knows when it may end. */
    async whenIdle(): Promise<void> {
      await queries.whenIdle();
      for await (const list of jobs.follow()) if (!list.some(({ state }) => state === "running")) return;
    },
    async close(): Promise<void> {
      // Before the jobs, which would cancel uploads and downloads: those go on in the next run of the app.
      await transfers.close();
      await downloads.close();
      await jobs.close();
      // It asks the inventory and the knowledge.
      await catalog.close();
      await inventory.close();
      await knowledge.close();
      await queries.close();
      await previews.close();
      await profiles.close();
      await lakes.close();
      await sites.close();
      (await aws.ifMade())?.connections.close();
      await snapshots.close();
      await downloads.clean();
      await engines.close();
      database.close();
    },
  };
}
