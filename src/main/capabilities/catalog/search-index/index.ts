export { IndexClient } from "./index-client.ts";
export type { IndexHit, IndexedQuery, IndexedTable } from "./index-protocol.ts";
export { fold, matchRanges, queryWords } from "../../../../shared/domain/name-words.ts";
