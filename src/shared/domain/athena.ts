import { z } from "zod";

/** The engines that answer questions: DuckDB on this machine, and Amazon Athena beside the lake. */
export const EngineKind = z.enum(["duckdb", "athena"]);
export type EngineKind = z.infer<typeof EngineKind>;

/** Where and how Athena runs a statement. Null is what the workgroup, or the lake, has as its default. */
export const AthenaOptions = z.object({
  workgroup: z.string().max(128).nullable(),
  catalog: z.string().max(256).nullable(),
  database: z.string().max(255).nullable(),
  /** Takes the result of the same statement when it is at most so old; null runs it anew. */
  reuseMinutes: z.int().min(0).max(10_080).nullable(),
});
export type AthenaOptions = z.infer<typeof AthenaOptions>;

/** What Athena's own records say of an execution; null is what it has not said (yet). */
export const AthenaFacts = z.object({
  /** Athena's id of it (QueryExecutionId), by which it is found in every other tool. */
  executionId: z.string().nullable(),
  region: z.string(),
  workgroup: z.string().nullable(),
  catalog: z.string().nullable(),
  database: z.string().nullable(),
  /** The result object in S3; null for results that Athena manages itself. */
  outputLocation: z.string().nullable(),
  /** The list of the files that CREATE TABLE AS, INSERT or UNLOAD wrote. */
  manifestLocation: z.string().nullable(),
  bytesScanned: z.number().nullable(),
  queueMs: z.number().nullable(),
  engineMs: z.number().nullable(),
  /** Whether it is the result of an earlier run. */
  isReused: z.boolean(),
  rowsWritten: z.number().nullable(),
  /** Capacity that was reserved and is paid by the hour answered: bytes cost nothing then. */
  usesReservedCapacity: z.boolean(),
});
export type AthenaFacts = z.infer<typeof AthenaFacts>;

/** What a statement cost, as far as it can be told from the bytes it read. */
export const CostEstimate = z.object({ usd: z.number(), usdPerTb: z.number() });
export type CostEstimate = z.infer<typeof CostEstimate>;

export const AthenaWorkgroup = z.object({
  name: z.string(),
  description: z.string(),
  isEnabled: z.boolean(),
});
export type AthenaWorkgroup = z.infer<typeof AthenaWorkgroup>;

/** What a workgroup sets for the statements that run in it. */
export const AthenaWorkgroupFacts = AthenaWorkgroup.extend({
  /** Where results go; null where the lake's own place, or Athena itself, keeps them. */
  outputLocation: z.string().nullable(),
  /** Whether Athena keeps the results itself (managed query results). */
  managesResults: z.boolean(),
  /** Bytes that one statement may read before it is stopped. */
  bytesLimit: z.number().nullable(),
  engineVersion: z.string().nullable(),
});
export type AthenaWorkgroupFacts = z.infer<typeof AthenaWorkgroupFacts>;
