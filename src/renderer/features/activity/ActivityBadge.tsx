import { Badge, Loader } from "@mantine/core";
import { useJobs } from "./use-jobs.ts";

/** How many jobs are under way. */
export function ActivityBadge() {
  const running = (useJobs().value ?? []).filter(({ state }) => state === "running").length;
  if (running === 0) return null;
  return (
    <Badge size="sm" variant="light" leftSection={<Loader size={8} />} aria-label={`${running} jobs are running`}>
      {running}
    </Badge>
  );
}
