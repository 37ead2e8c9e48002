import { useCallback } from "react";
import type { Job } from "../../../shared/contract/activity.ts";
import { client } from "../../lib/client.ts";
import { type StreamState, useStream } from "../../lib/use-stream.ts";

/** All jobs of this run of the app, as they move. */
export function useJobs(): StreamState<Job[]> {
  return useStream(useCallback((options: { signal: AbortSignal }) => client.activity.jobs(undefined, options), []));
}
