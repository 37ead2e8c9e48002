import { implement } from "@orpc/server";
import { activityContract } from "../../../shared/contract/activity.ts";
import type { Jobs } from "./jobs.ts";

/** Procedures of the activity capability. */
export function activityRouter(jobs: Jobs) {
  const os = implement(activityContract);
  return {
    jobs: os.jobs.handler(({ signal }) => jobs.follow(signal)),
    cancel: os.cancel.handler(({ input }) => jobs.cancel(input.jobId)),
    clearFinished: os.clearFinished.handler(() => jobs.clearFinished()),
  };
}
