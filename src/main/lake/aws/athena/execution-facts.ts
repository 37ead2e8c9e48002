import type { QueryExecution } from "@aws-sdk/client-athena";
import type { StatementKind } from "../../../../shared/contract/query.ts";
import type { AthenaFacts } from "../../../../shared/domain/athena.ts";

/** What Athena says of an execution, as Lakeshore shows it. */
export function factsOf(execution: QueryExecution, region: string): AthenaFacts {
  const { Statistics: statistics, QueryExecutionContext: context } = execution;
  return {
    executionId: execution.QueryExecutionId ?? null,
    region,
    workgroup: execution.WorkGroup ?? null,
    catalog: context?.Catalog ?? null,
    database: context?.Database ?? null,
    outputLocation: execution.ResultConfiguration?.OutputLocation ?? null,
    manifestLocation: statistics?.DataManifestLocation ?? null,
    bytesScanned: statistics?.DataScannedInBytes ?? null,
    queueMs: statistics?.QueryQueueTimeInMillis ?? null,
    engineMs: statistics?.EngineExecutionTimeInMillis ?? null,
    isReused: statistics?.ResultReuseInformation?.ReusedPreviousResult ?? false,
    rowsWritten: null,
    usesReservedCapacity: statistics?.DpuCount !== undefined,
  };
}

/** Athena's own name of the kind of statement where it gives one ("SubstatementType"), else what the text told. */
export function kindOf(execution: QueryExecution, told: StatementKind): StatementKind {
  const name = execution.SubstatementType?.toUpperCase() ?? "";
  if (name.startsWith("CREATE_TABLE_AS")) return "ctas";
  if (/^(SHOW|DESCRIBE|EXPLAIN|SELECT|INSERT|UNLOAD|MERGE|UPDATE|DELETE)/.test(name)) {
    return byName[name.split("_")[0] ?? ""] ?? told;
  }
  return execution.StatementType === "DDL" && told === "other" ? "ddl" : told;
}

const byName: Readonly<Record<string, StatementKind>> = {
  SHOW: "show",
  DESCRIBE: "describe",
  EXPLAIN: "explain",
  SELECT: "select",
  INSERT: "insert",
  UNLOAD: "unload",
  MERGE: "merge",
  UPDATE: "update",
  DELETE: "delete",
};

export function hasEnded({ Status }: QueryExecution): boolean {
  return Status?.State === "SUCCEEDED" || Status?.State === "FAILED" || Status?.State === "CANCELLED";
}
