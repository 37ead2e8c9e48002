export { snapshotsRouter } from "./router.ts";
export { SnapshotsService } from "./snapshots-service.ts";
