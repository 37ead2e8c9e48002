export { DownloadsService } from "./download/downloads-service.ts";
export { targetError } from "./download/target-errors.ts";
export { snapshotsRouter } from "./router.ts";
export { SnapshotsService } from "./snapshots-service.ts";
