export { Jobs, type JobContext } from "./jobs.ts";
export { activityRouter } from "./router.ts";
