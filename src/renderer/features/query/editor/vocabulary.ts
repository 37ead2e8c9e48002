import type { InferContractRouterOutputs } from "@orpc/contract";
import type { Contract } from "../../../../shared/contract/index.ts";

/** What can be named in a lake's SQL. */
export type Vocabulary = InferContractRouterOutputs<Contract>["query"]["vocabulary"];
export type NamedTable = Vocabulary["tables"][number];

export const noVocabulary: Vocabulary = { tables: [], functions: [], keywords: [] };
