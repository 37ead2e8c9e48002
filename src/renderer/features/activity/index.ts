export { ActivityBadge } from "./ActivityBadge.tsx";
export { ActivityPage } from "./ActivityPage.tsx";
export { useJobs } from "./use-jobs.ts";
