import { z } from "zod";
import { ObjectAddress } from "../domain/object-address.ts";
import {
  BucketFacts,
  ObjectChange,
  ObjectFacts,
  ObjectVersion,
  RestoreSpeed,
  UnfinishedUploads,
} from "../domain/object-details.ts";
import { procedure } from "./base.ts";

const object = ObjectAddress;
const version = ObjectAddress.extend({ versionId: z.string().min(1) });
const folder = ObjectAddress;

/**
 * What a store knows of objects beside their bytes: versions, metadata, tags, storage classes, links. UNSUPPORTED, with the
 * reason, on a lake whose store has nothing of the kind (a folder).
 */
export const objectsContract = {
  describe: procedure.input(object).output(ObjectFacts),
  /** Changes an object in its place, which makes it a new version. CHANGED_WHILE_READING when `etag` is not its any more. */
  change: procedure.input(object.extend({ etag: z.string(), change: ObjectChange })).output(ObjectFacts),
  /**
   * Versions of an object, or of all below a folder, in pages; `cursor` is the `next` of the page before. Deletions are
   * among them, so that what was deleted is found here.
   */
  versions: procedure
    .input(folder.extend({ cursor: z.string().nullable() }))
    .output(z.object({ versions: z.array(ObjectVersion), next: z.string().nullable() })),
  /** Makes an earlier version the newest one; what is newer stays as an earlier version. */
  restoreVersion: procedure.input(version).output(ObjectFacts),
  /**
   * Asks for an archived object to be readable for some days; one of Intelligent-Tiering stays so, whatever `days` says.
   */
  restoreArchived: procedure
    .input(object.extend({ days: z.int().min(1).max(365), speed: RestoreSpeed }))
    .output(ObjectFacts),
  /**
   * An address by which anyone can download the object until it expires. A connection that signs nothing gives the plain
   * one, which does not expire (`expiresAt` null) and is good for as long as the object is public.
   */
  link: procedure
    .input(object.extend({ seconds: z.int().min(1).max(604_800), versionId: z.string().nullable() }))
    .output(z.object({ url: z.string(), expiresAt: z.iso.datetime().nullable() })),
  /** Of the bucket that a zone is in. */
  bucket: procedure.input(z.object({ lakeId: z.string(), zoneId: z.string() })).output(BucketFacts),
  /** Uploads into a zone that were begun and never ended, by anyone, in pages; `cursor` is the `next` of the page before. */
  unfinishedUploads: procedure
    .input(z.object({ lakeId: z.string(), zoneId: z.string(), cursor: z.string().nullable() }))
    .output(UnfinishedUploads),
  /** Gives the parts of such an upload up. An upload that still runs then fails. */
  abortUpload: procedure
    .input(z.object({ lakeId: z.string(), zoneId: z.string(), key: z.string(), uploadId: z.string() }))
    .output(z.void()),
};
