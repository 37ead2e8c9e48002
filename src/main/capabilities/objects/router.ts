import { implement } from "@orpc/server";
import { objectsContract } from "../../../shared/contract/objects.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { ObjectsService } from "./objects-service.ts";

/** Procedures of the objects capability. */
export function objectsRouter(objects: ObjectsService) {
  const os = implement(objectsContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    describe: os.describe.handler(({ input, signal }) => objects.describe(input, options(signal))),
    change: os.change.handler(({ input, signal }) => objects.change(input, input.etag, input.change, options(signal))),
    versions: os.versions.handler(({ input, signal }) => objects.versions(input, input.cursor, options(signal))),
    restoreVersion: os.restoreVersion.handler(({ input, signal }) =>
      objects.restoreVersion(input, input.versionId, options(signal)),
    ),
    restoreArchived: os.restoreArchived.handler(({ input: { days, speed, ...address }, signal }) =>
      objects.restoreArchived(address, { days, speed }, options(signal)),
    ),
    link: os.link.handler(({ input: { seconds, versionId, ...address }, signal }) =>
      objects.link(address, { seconds, versionId }, options(signal)),
    ),
    bucket: os.bucket.handler(({ input, signal }) => objects.bucket(input, options(signal))),
    unfinishedUploads: os.unfinishedUploads.handler(({ input, signal }) =>
      objects.unfinishedUploads(input, input.cursor, options(signal)),
    ),
    abortUpload: os.abortUpload.handler(({ input: { key, uploadId, ...zone }, signal }) =>
      objects.abortUpload(zone, { key, uploadId }, options(signal)),
    ),
  };
}
