import { implement } from "@orpc/server";
import { transfersContract } from "../../../shared/contract/transfers.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { TransfersService } from "./transfers-service.ts";

/** Procedures of the transfers capability. */
export function transfersRouter(transfers: TransfersService) {
  const os = implement(transfersContract);
  return {
    plan: os.plan.handler(({ input, signal }) =>
      transfers.plan(input.destination, input.sources, { signal: callSignal(signal) }),
    ),
    start: os.start.handler(({ input }) => transfers.start(input.planId, input.conflict, input.perPath)),
    watch: os.watch.handler(({ signal }) => transfers.watch(signal)),
    items: os.items.handler(({ input }) => transfers.items(input.uploadId, input.after, input.limit)),
    cancel: os.cancel.handler(({ input }) => transfers.cancel(input.uploadId, input.itemId)),
    retry: os.retry.handler(({ input }) => transfers.retry(input.uploadId, input.itemId)),
    clearFinished: os.clearFinished.handler(() => transfers.clearFinished()),
  };
}
