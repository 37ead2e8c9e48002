import type { Finding } from "../../../../shared/domain/finding.ts";
import type { FindingFilter } from "../key-index/finding-rows.ts";
import type { LakeInventory } from "../lake-inventory.ts";

type Options = { signal: AbortSignal };

/** What the columns of datasets mean, as the scans of their lakes have found. */
export class Findings {
  readonly #inventoryOf: (lakeId: string) => LakeInventory;

  constructor(inventoryOf: (lakeId: string) => LakeInventory) {
    this.#inventoryOf = inventoryOf;
  }

  list(
    lakeId: string,
    { start, limit, ...filter }: FindingFilter & { start: number; limit: number },
    options: Options,
  ) {
    return this.#inventoryOf(lakeId).ask({ kind: "findings", filter, start, limit }, "findings", options);
  }

  /** Of the dataset at a place, such as the location of a table. */
  async at(lakeId: string, zoneId: string, path: string, options: Options): Promise<readonly Finding[]> {
    const request = { kind: "findings-at", zoneId, path } as const;
    return (await this.#inventoryOf(lakeId).ask(request, "findings-of", options)).findings;
  }
}
