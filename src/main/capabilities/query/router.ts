import { implement } from "@orpc/server";
import { queryContract } from "../../../shared/contract/query.ts";
import { splitStatements } from "../../../shared/domain/sql-statements.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { QueryService } from "./query-service.ts";

/** Procedures of the query capability. */
export function queryRouter(queries: QueryService) {
  const os = implement(queryContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    start: os.start.handler(({ input }) => queries.start(input.lakeId, input.sql, input.tabId, input)),
    split: os.split.handler(({ input }) => splitStatements(input.text)),
    watch: os.watch.handler(({ input, signal }) => queries.watch(input.executionId, options(signal))),
    cancel: os.cancel.handler(({ input }) => queries.cancel(input.executionId)),
    get: os.get.handler(({ input, signal }) => queries.get(input.executionId, options(signal))),
    rows: os.rows.handler(({ input, signal }) => queries.rows(input, options(signal))),
    arrange: os.arrange.handler(({ input, signal }) => queries.arrange(input, options(signal))),
    release: os.release.handler(({ input }) => queries.release(input.resultSetId)),
    columns: os.columns.handler(async ({ input: { lakeId, ...table }, signal }) =>
      (await queries.columnsOf(lakeId, table, options(signal))).map(({ name, type, kind }) => ({ name, type, kind })),
    ),
    vocabulary: os.vocabulary.handler(({ input, signal }) =>
      queries.vocabulary(input.lakeId, input.athena, options(signal)),
    ),
    nameOf: os.nameOf.handler(async ({ input, signal }) => ({ sql: await queries.nameOf(input, options(signal)) })),
    history: os.history.handler(({ input, signal }) => queries.history(input.lakeId, input, options(signal))),
    usage: os.usage.handler(({ input, signal }) => queries.usage(input.lakeId, input.names, options(signal))),
    forgetHistory: os.forgetHistory.handler(({ input }) => queries.forgetHistory(input.lakeId, input.executionIds)),
    saved: os.saved.handler(({ input }) => queries.savedQueries.list(input.lakeId)),
    save: os.save.handler(({ input }) => queries.savedQueries.save(input.lakeId, input.query)),
    removeSaved: os.removeSaved.handler(({ input }) => queries.savedQueries.remove(input.lakeId, input.id)),
    tabs: os.tabs.handler(({ input }) => queries.tabs(input.lakeId)),
    saveTabs: os.saveTabs.handler(({ input }) => queries.saveTabs(input.lakeId, input)),
  };
}
