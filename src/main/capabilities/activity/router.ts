import { implement } from "@orpc/server";
import { activityContract } from "../../../shared/contract/activity.ts";
import type { OpenLakes } from "../../lake/ports.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { Jobs } from "./jobs.ts";
import { journalFeed } from "./journal-feed.ts";

/** Procedures of the activity capability. */
export function activityRouter(jobs: Jobs, lakes: OpenLakes) {
  const os = implement(activityContract);
  return {
    jobs: os.jobs.handler(({ signal }) => jobs.follow(signal)),
    cancel: os.cancel.handler(({ input }) => jobs.cancel(input.jobId)),
    clearFinished: os.clearFinished.handler(() => jobs.clearFinished()),
    journal: os.journal.handler(({ input, signal }) =>
      journalFeed(lakes.get(input.lakeId), input.before, input.limit, {
        signal: callSignal(signal),
      }),
    ),
  };
}
