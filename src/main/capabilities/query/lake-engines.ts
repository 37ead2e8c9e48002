import type { EngineKind } from "../../../shared/domain/athena.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { AthenaEngine, Lake, QueryEngine } from "../../lake/ports.ts";

/** What is needed of a lake. */
export type QueriedLake = Pick<Lake, "id" | "queries">;

/** The engine of that kind; null is the lake's default. UNAVAILABLE with the reason when the lake does not have it. */
export function engineOf(lake: QueriedLake, kind: EngineKind | null): QueryEngine {
  return kind === "athena" ? athenaOf(lake) : lake.queries.local;
}

/** UNAVAILABLE with the reason when the lake has no Athena. */
export function athenaOf({ queries: { athena } }: QueriedLake): AthenaEngine {
  if (athena.available) return athena.engine;
  throw new AppError("UNAVAILABLE", `This lake cannot be asked with Athena. ${athena.reason}`, {
    hint: "Run it with DuckDB.",
  });
}
