import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type {
  BucketFacts,
  ObjectChange,
  ObjectFacts,
  ObjectVersion,
  RestoreSpeed,
  UnfinishedUploads,
} from "../../../shared/domain/object-details.ts";
import type { ObjectDetails } from "../../lake/object-details.ts";
import type { Lake, OpenLakes } from "../../lake/ports.ts";
import { keyOf, pathOf, zoneOf } from "../../lake/zone-keys.ts";

type Options = { signal: AbortSignal };
type ZoneAddress = { lakeId: string; zoneId: string };

/** What the stores of lakes know of objects beside their bytes. */
export class ObjectsService {
  readonly #lakes: OpenLakes;
  readonly #onChanged: (lakeId: string) => void;

  /** `onChanged` is called after objects of a lake have got another content. */
  constructor(lakes: OpenLakes, onChanged: (lakeId: string) => void) {
    this.#lakes = lakes;
    this.#onChanged = onChanged;
  }

  async describe(address: ObjectAddress, options: Options): Promise<ObjectFacts> {
    const { details, key } = this.#at(address);
    return details.describe(key, options);
  }

  async change(address: ObjectAddress, etag: string, change: ObjectChange, { signal }: Options): Promise<ObjectFacts> {
    const { details, key } = this.#writable(address);
    return details.change(key, change, { ifMatch: etag, signal });
  }

  async versions(
    address: ObjectAddress,
    cursor: string | null,
    { signal }: Options,
  ): Promise<{ versions: ObjectVersion[]; next: string | null }> {
    const { details, key, lake } = this.#at(address);
    const zone = zoneOf(lake.definition(), address.zoneId);
    const { versions, next } = await details.versions(key, { cursor, signal });
    return { versions: versions.map((version) => ({ ...version, path: pathOf(zone, version.path) })), next };
  }

  async restoreVersion(address: ObjectAddress, versionId: string, options: Options): Promise<ObjectFacts> {
    const { details, key } = this.#writable(address);
    const restored = await details.restoreVersion(key, versionId, options);
    this.#onChanged(address.lakeId);
    return restored;
  }

  async restoreArchived(
    address: ObjectAddress,
    wanted: { days: number; speed: RestoreSpeed },
    { signal }: Options,
  ): Promise<ObjectFacts> {
    const { details, key } = this.#at(address);
    return details.restoreArchived(key, { ...wanted, signal });
  }

  async link(
    address: ObjectAddress,
    wanted: { seconds: number; versionId: string | null },
    { signal }: Options,
  ): Promise<{ url: string; expiresAt: string | null }> {
    const { details, key } = this.#at(address);
    return details.link(key, { ...wanted, signal });
  }

  async bucket(zone: ZoneAddress, options: Options): Promise<BucketFacts> {
    const { details, key } = this.#at({ ...zone, path: "" });
    return details.bucketOf(key, options);
  }

  async unfinishedUploads(zone: ZoneAddress, cursor: string | null, { signal }: Options): Promise<UnfinishedUploads> {
    const { details, key } = this.#at({ ...zone, path: "" });
    return details.unfinishedUploads(key, { cursor, signal });
  }

  async abortUpload(zone: ZoneAddress, upload: { key: string; uploadId: string }, options: Options): Promise<void> {
    const { details, key } = this.#writable({ ...zone, path: "" });
    return details.abortUpload(key, upload, options);
  }

  #at({ lakeId, zoneId, path }: ObjectAddress): { lake: Lake; details: ObjectDetails; key: string } {
    const lake = this.#lakes.get(lakeId);
    const { details } = lake;
    if (!details) {
      throw new AppError("UNSUPPORTED", "This lake is a folder: its files have no versions, tags or links.", {
        hint: "Lakes on S3 have them.",
      });
    }
    return { lake, details, key: keyOf(lake.definition(), zoneId, path) };
  }

  #writable(address: ObjectAddress): { lake: Lake; details: ObjectDetails; key: string } {
    const found = this.#at(address);
    const { write } = found.lake.objects.capabilities();
    if (!write.available) throw new AppError("UNSUPPORTED", write.reason);
    return found;
  }
}
