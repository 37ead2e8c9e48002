import { implement } from "@orpc/server";
import { lakesContract } from "../../../shared/contract/lakes.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { LakesService } from "./lakes-service.ts";

/** Procedures of the lakes capability. */
export function lakesRouter(lakes: LakesService) {
  const os = implement(lakesContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    recent: os.recent.handler(() => lakes.recent()),
    inspect: os.inspect.handler(({ input, signal }) => lakes.inspect(input.place, options(signal))),
    create: os.create.handler(({ input, signal }) =>
      lakes.create(input.place, input.name, input.zones, options(signal)),
    ),
    open: os.open.handler(({ input, signal }) => lakes.open(input.place, options(signal))),
    reopen: os.reopen.handler(({ input, signal }) => lakes.reopen(input.lakeId, options(signal))),
    openSample: os.openSample.handler(({ signal }) => lakes.openSample(options(signal))),
    rename: os.rename.handler(({ input, signal }) => lakes.rename(input.lakeId, input.name, options(signal))),
    forget: os.forget.handler(({ input }) => lakes.forget(input.lakeId)),
    repair: os.repair.handler(({ input, signal }) => lakes.repair(input.place, options(signal))),
    addZone: os.addZone.handler(({ input, signal }) => lakes.addZone(input.lakeId, input.zone, options(signal))),
    updateZone: os.updateZone.handler(({ input, signal }) =>
      lakes.updateZone(input.lakeId, input.zone, options(signal)),
    ),
    removeZone: os.removeZone.handler(({ input, signal }) =>
      lakes.removeZone(input.lakeId, input.zoneId, options(signal)),
    ),
    watch: os.watch.handler(({ input, signal }) => lakes.watch(input.lakeId, callSignal(signal))),
  };
}
