import { implement } from "@orpc/server";
import { inventoryContract } from "../../../shared/contract/inventory.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { InventoryService } from "./inventory-service.ts";

/** Procedures of the inventory capability. */
export function inventoryRouter(inventory: InventoryService) {
  const os = implement(inventoryContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    follow: os.follow.handler(async function* ({ input, signal }) {
      yield* inventory.follow(input.lakeId, options(signal));
    }),
    scan: os.scan.handler(({ input: { lakeId, ...scope } }) => ({ jobId: inventory.scan(lakeId, scope) })),
    datasets: os.datasets.handler(async ({ input: { lakeId, ...filter }, signal }) => {
      const { datasets, count } = await inventory.datasets(lakeId, filter, options(signal));
      return { datasets: [...datasets], count };
    }),
    dataset: os.dataset.handler(({ input, signal }) => inventory.dataset(input.lakeId, input.id, options(signal))),
    oddOnes: os.oddOnes.handler(async ({ input, signal }) => {
      const { oddOnes, count } = await inventory.oddOnes(input.lakeId, input.start, input.limit, options(signal));
      return { oddOnes: [...oddOnes], count };
    }),
    plan: os.plan.handler(({ input, signal }) => inventory.plan(input.lakeId, input.ids, options(signal))),
    apply: os.apply.handler(({ input }) => ({ jobId: inventory.apply(input.lakeId, input.datasets) })),
    rollUp: os.rollUp.handler(({ input, signal }) =>
      inventory.rollUp(input.lakeId, input.zoneId, input.path, options(signal)),
    ),
    growth: os.growth.handler(async ({ input, signal }) => [
      ...(await inventory.growth(input.lakeId, options(signal))),
    ]),
    names: os.names.handler(async ({ input, signal }) => {
      const found = await inventory.names(input.lakeId, input.text, input.limit, options(signal));
      return found.map(({ modified, ...name }) => ({ ...name, modified: new Date(modified).toISOString() }));
    }),
  };
}
