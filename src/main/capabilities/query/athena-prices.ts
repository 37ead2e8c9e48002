import type { StatementKind } from "../../../shared/contract/query.ts";
import type { AthenaFacts, CostEstimate } from "../../../shared/domain/athena.ts";
import type { AppDatabase } from "../../state/app-database.ts";

/** USD a TB of data scanned, in most regions (aws.amazon.com/athena/pricing, "SQL queries"). */
const DEFAULT_USD_PER_TB = 5;
/** "… rounded up to the nearest megabyte, with a 10 MB minimum per query" (same page). */
const MEGABYTE = 2 ** 20;
const LEAST_BYTES = 10 * MEGABYTE;
const TERABYTE = 2 ** 40;

export interface AthenaPrice {
  region: string;
  usdPerTb: number;
  isDefault: boolean;
}

/** What a TB costs in each region: Athena's list price, unless the person has set their own. */
export class AthenaPrices {
  readonly #database: AppDatabase;

  constructor(database: AppDatabase) {
    this.#database = database;
  }

  get(region: string): AthenaPrice {
    const row = this.#database.sql.prepare("SELECT usd_per_tb FROM query_athena_price WHERE region = ?").get(region);
    const own = typeof row?.["usd_per_tb"] === "number" ? row["usd_per_tb"] : null;
    return { region, usdPerTb: own ?? DEFAULT_USD_PER_TB, isDefault: own === null };
  }

  /** Null goes back to the list price. */
  set(region: string, usdPerTb: number | null): void {
    const { sql } = this.#database;
    if (usdPerTb === null) {
      sql.prepare("DELETE FROM query_athena_price WHERE region = ?").run(region);
      return;
    }
    sql
      .prepare(
        "INSERT INTO query_athena_price VALUES (?, ?) ON CONFLICT DO UPDATE SET usd_per_tb = excluded.usd_per_tb",
      )
      .run(region, usdPerTb);
  }

  /** Null where it cannot be told: nothing is known of the bytes, or capacity was reserved. */
  estimate(facts: AthenaFacts, statement: StatementKind | null): CostEstimate | null {
    if (facts.bytesScanned === null || facts.usesReservedCapacity) return null;
    return costOf(facts.bytesScanned, { ...facts, statement }, this.get(facts.region).usdPerTb);
  }
}

/** Statements of DDL and results that are used again are free (same page); so is what read nothing. */
function costOf(
  bytes: number,
  { isReused, statement }: { isReused: boolean; statement: StatementKind | null },
  usdPerTb: number,
): CostEstimate {
  const isFree = isReused || bytes === 0 || statement === "ddl";
  const billed = Math.max(LEAST_BYTES, Math.ceil(bytes / MEGABYTE) * MEGABYTE);
  return { usd: isFree ? 0 : (billed / TERABYTE) * usdPerTb, usdPerTb };
}
