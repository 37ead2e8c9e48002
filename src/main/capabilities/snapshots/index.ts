export { DownloadsService } from "./download/downloads-service.ts";
export { snapshotsRouter } from "./router.ts";
export { SnapshotsService } from "./snapshots-service.ts";
