import type { Crawler as GlueCrawler } from "@aws-sdk/client-glue";
import type { Crawler } from "../../../../../shared/domain/managed-catalog.ts";

/** A crawler of Glue as people read it. */
export function crawlerFacts({ Name, DatabaseName, State, Targets, Schedule, LastCrawl }: GlueCrawler): Crawler {
  return {
    name: Name ?? "",
    database: DatabaseName ?? null,
    state: State === "RUNNING" ? "running" : State === "STOPPING" ? "stopping" : "ready",
    targets: [
      ...(Targets?.S3Targets ?? []).flatMap(({ Path }) => Path ?? []),
      ...(Targets?.DeltaTargets ?? []).flatMap(({ DeltaTables }) => DeltaTables ?? []),
      ...(Targets?.IcebergTargets ?? []).flatMap(({ Paths }) => Paths ?? []),
      ...(Targets?.HudiTargets ?? []).flatMap(({ Paths }) => Paths ?? []),
      ...(Targets?.CatalogTargets ?? []).flatMap(({ DatabaseName: database }) => database ?? []),
      ...(Targets?.JdbcTargets ?? []).flatMap(({ Path }) => Path ?? []),
    ],
    schedule: Schedule?.ScheduleExpression ?? null,
    lastCrawl: LastCrawl?.Status
      ? {
          status: LastCrawl.Status,
          message: LastCrawl.ErrorMessage ?? null,
          startedAt: LastCrawl.StartTime?.toISOString() ?? null,
        }
      : null,
  };
}
