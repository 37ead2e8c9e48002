import { implement } from "@orpc/server";
import { catalogContract } from "../../../shared/contract/catalog.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { CatalogService } from "./catalog-service.ts";

/** Procedures of the catalog capability. */
export function catalogRouter(catalog: CatalogService) {
  const os = implement(catalogContract);
  const { managed } = catalog;
  return {
    tables: os.tables.handler(({ input, signal }) =>
      catalog.tables(input.lakeId, input.zoneId, input.after, input.limit, { signal: callSignal(signal) }),
    ),
    get: os.get.handler(({ input, signal }) =>
      catalog.get(input.lakeId, input.zoneId, input.name, { signal: callSignal(signal) }),
    ),
    propose: os.propose.handler(({ input, signal }) => catalog.propose(input, { signal: callSignal(signal) })),
    register: os.register.handler(({ input, signal }) =>
      catalog.register(input.lakeId, input.table, { signal: callSignal(signal) }),
    ),
    update: os.update.handler(({ input, signal }) =>
      catalog.update(input.lakeId, input.table, input.revision, { signal: callSignal(signal) }),
    ),
    remove: os.remove.handler(({ input, signal }) =>
      catalog.remove(input.lakeId, input.zoneId, input.name, { signal: callSignal(signal) }),
    ),
    managed: os.managed.handler(({ input, signal }) => managed.access(input.lakeId, { signal: callSignal(signal) })),
    sync: os.sync.handler(({ input, signal }) => managed.sync(input.lakeId, { signal: callSignal(signal) })),
    partitions: os.partitions.handler(({ input, signal }) =>
      managed.partitions(input.lakeId, input, input.expression, input.after, { signal: callSignal(signal) }),
    ),
    addPartitions: os.addPartitions.handler(({ input, signal }) =>
      managed.addPartitions(input.lakeId, input, { signal: callSignal(signal) }),
    ),
    versions: os.versions.handler(({ input, signal }) =>
      catalog.versions(input.lakeId, input, input.after, { signal: callSignal(signal) }),
    ),
    related: os.related.handler(({ input, signal }) =>
      catalog.related(input.lakeId, input, { signal: callSignal(signal) }),
    ),
    crawlers: os.crawlers.handler(({ input, signal }) =>
      managed.crawlers(input.lakeId, { signal: callSignal(signal) }),
    ),
    startCrawler: os.startCrawler.handler(({ input, signal }) =>
      managed.startCrawler(input.lakeId, input.name, { signal: callSignal(signal) }),
    ),
    followCrawler: os.followCrawler.handler(async function* ({ input, signal }) {
      yield* managed.followCrawler(input.lakeId, input.name, { signal: callSignal(signal) });
    }),
    search: os.search.handler(({ input, signal }) =>
      catalog.search(input.lakeId, input.text, input.limit, { signal: callSignal(signal) }),
    ),
    facets: os.facets.handler(({ input, signal }) =>
      catalog.facets(input.lakeId, input.text, { signal: callSignal(signal) }),
    ),
    opened: os.opened.handler(({ input }) => catalog.opened(input.lakeId, input.zoneId, input.name)),
  };
}
