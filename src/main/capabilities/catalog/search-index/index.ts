export { IndexClient } from "./index-client.ts";
export { heatOf, warmer } from "./heat.ts";
export type { FactsOfTable, IndexHit, IndexReply, IndexedQuery, IndexedTable, TableHit } from "./index-protocol.ts";
export { fold, matchRanges } from "../../../../shared/domain/name-words.ts";
