import { implement } from "@orpc/server";
import { athenaContract } from "../../../shared/contract/athena.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { QueryService } from "./query-service.ts";

/** Procedures of what Athena has beside the files of a lake. */
export function athenaRouter(queries: QueryService) {
  const os = implement(athenaContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  const engine = ({ lakeId }: { lakeId: string }) => queries.athena(lakeId);
  return {
    access: os.access.handler(({ input }) => {
      const access = queries.athenaAccess(input.lakeId);
      return access.available ? { available: true as const, region: access.engine.region } : access;
    }),
    workgroups: os.workgroups.handler(({ input, signal }) => engine(input).workgroups(options(signal))),
    workgroup: os.workgroup.handler(({ input, signal }) => engine(input).workgroup(input.name, options(signal))),
    catalogs: os.catalogs.handler(({ input, signal }) => engine(input).catalogs(input.workgroup, options(signal))),
    databases: os.databases.handler(({ input, signal }) => engine(input).databases(input.place, options(signal))),
    attach: os.attach.handler(({ input, signal }) =>
      queries.attach(input.lakeId, input.athenaExecutionId, input.tabId, options(signal)),
    ),
    price: os.price.handler(({ input }) => queries.athenaPrices.get(engine(input).region)),
    setPrice: os.setPrice.handler(({ input }) => {
      const { region } = engine(input);
      queries.athenaPrices.set(region, input.usdPerTb);
      return queries.athenaPrices.get(region);
    }),
  };
}
