import { implement } from "@orpc/server";
import { snapshotsContract } from "../../../shared/contract/snapshots.ts";
import type { DownloadsService } from "./download/downloads-service.ts";
import type { SnapshotsService } from "./snapshots-service.ts";

/** Procedures of the snapshots capability. */
export function snapshotsRouter(snapshots: SnapshotsService, downloads: DownloadsService) {
  const os = implement(snapshotsContract);
  return {
    export: os.export.handler(({ input }) => snapshots.export(input)),
    download: os.download.handler(({ input }) => downloads.download(input)),
  };
}
