import { implement } from "@orpc/server";
import { zonesContract } from "../../../shared/contract/zones.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { ZonesService } from "./zones-service.ts";

/** Procedures of the zones capability. */
export function zonesRouter(zones: ZonesService) {
  const os = implement(zonesContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    openListing: os.openListing.handler(({ input, signal }) => zones.openListing(input, options(signal))),
    rows: os.rows.handler(({ input }) => zones.rows(input.listingId, input.view, input.start, input.end)),
    paths: os.paths.handler(({ input }) => zones.paths(input.listingId, input.view, input.start, input.end)),
    folders: os.folders.handler(({ input, signal }) => zones.folders(input, input.after, options(signal))),
    stat: os.stat.handler(({ input, signal }) => zones.stat(input, options(signal))),
    createFolder: os.createFolder.handler(({ input, signal }) => zones.createFolder(input, options(signal))),
    rename: os.rename.handler(({ input, signal }) => zones.rename(input, input.newName, options(signal))),
    plan: os.plan.handler(({ input, signal }) => zones.plan(input, input.destination, options(signal))),
    copy: os.copy.handler(({ input }) => zones.transfer(input, input.destination, input.conflict, false)),
    move: os.move.handler(({ input }) => zones.transfer(input, input.destination, input.conflict, true)),
    delete: os.delete.handler(({ input }) => zones.delete(input)),
  };
}
