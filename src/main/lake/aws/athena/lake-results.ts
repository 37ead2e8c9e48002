import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { AthenaFacts } from "../../../../shared/domain/athena.ts";
import { log } from "../../../log.ts";
import { awsError } from "../errors/aws-error.ts";
import type { AthenaPlaces } from "./athena-places.ts";
import { placeOfUri } from "./result-object.ts";

/** So old a result may be and still be used again by Athena (API reference, ResultReuseByAgeConfiguration). */
const KEPT_MS = 7 * 24 * 60 * 60_000;
/** Milliseconds for which it is taken as known whether a workgroup has the place. */
const KNOWN_FOR = 5 * 60_000;
/** Keys of one request (S3 API reference, DeleteObjects). */
const BATCH = 1_000;

/**
 * What Athena calls the objects of a result (docs, “Work with query results”, “Query output files”). Tables that CREATE
 * TABLE AS made lie beside them, below `tables/`: whatever is not called like this is never touched.
 */
const RESULT = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(?:csv|txt)(?:\.metadata)?|-manifest\.csv)$/;
const SUFFIXES = [".csv", ".csv.metadata", ".txt", ".txt.metadata", "-manifest.csv"];

type Options = { signal: AbortSignal };

interface LakeResultsParts {
  s3: S3Client;
  places: AthenaPlaces;
  /** Where results go of workgroups that have no place of their own, "s3://bucket/prefix/". */
  location: string;
  /** How old a result becomes; a week unless a test says otherwise. */
  keptMs?: number;
}

/** The results that Athena wrote to the lake's own place, and what becomes of them: nobody else clears it up. */
export class LakeResults {
  readonly #s3: S3Client;
  readonly #places: AthenaPlaces;
  readonly #location: string;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #keptMs: number;
  #known: { isOfWorkgroup: boolean; until: number } | null = null;

  constructor({ s3, places, location, keptMs = KEPT_MS }: LakeResultsParts) {
    const { bucket, key } = placeOfUri(location);
    this.#s3 = s3;
    this.#places = places;
    this.#location = location;
    this.#bucket = bucket;
    this.#prefix = key;
    this.#keptMs = keptMs;
  }

  /** Deletes what was written for these executions. What lies elsewhere is left alone. */
  async discard(executions: readonly Pick<AthenaFacts, "outputLocation">[], { signal }: Options): Promise<void> {
    const ids = executions.flatMap(({ outputLocation }) => this.#idAt(outputLocation) ?? []);
    if (ids.length === 0 || (await this.#isOfWorkgroup(signal))) return;
    const keys = ids.flatMap((id) => SUFFIXES.map((suffix) => this.#prefix + id + suffix));
    for (let at = 0; at < keys.length; at += BATCH) await this.#delete(keys.slice(at, at + BATCH), signal);
  }

  /** Deletes the results that are older than a week, whoever's they are. Gives how many objects went. */
  async sweep({ signal }: Options): Promise<number> {
    let deleted = 0;
    let isOurs = false;
    let token: string | undefined;
    do {
      const page = await this.#list(token, signal);
      if (page.old.length > 0) {
        // Asked only now: on most days there is nothing to delete.
        isOurs ||= !(await this.#isOfWorkgroup(signal));
        if (!isOurs) return 0;
        await this.#delete(page.old, signal);
        deleted += page.old.length;
      }
      token = page.next;
    } while (token !== undefined);
    return deleted;
  }

  #idAt(location: string | null): string | null {
    if (!location?.startsWith(this.#location)) return null;
    return RESULT.exec(location.slice(this.#location.length))?.[1] ?? null;
  }

  async #list(token: string | undefined, signal: AbortSignal): Promise<{ old: string[]; next: string | undefined }> {
    const command = new ListObjectsV2Command({
      Bucket: this.#bucket,
      Prefix: this.#prefix,
      Delimiter: "/",
      ContinuationToken: token,
    });
    const context = { call: "s3:ListBucket", resource: this.#location };
    const { Contents = [], NextContinuationToken: next } = await this.#answer(
      this.#s3.send(command, { abortSignal: signal }),
      context,
    );
    // By the clock of S3, which the SDK has compared with ours.
    const before = Date.now() + this.#s3.config.systemClockOffset - this.#keptMs;
    const isOld = (modified: Date | undefined) => modified !== undefined && modified.getTime() < before;
    const old = Contents.flatMap(({ Key = "", LastModified }) =>
      RESULT.test(Key.slice(this.#prefix.length)) && isOld(LastModified) ? [Key] : [],
    );
    return { old, next };
  }

  async #delete(keys: readonly string[], signal: AbortSignal): Promise<void> {
    const context = { call: "s3:DeleteObject", resource: this.#location };
    const Delete = { Quiet: true, Objects: keys.map((Key) => ({ Key })) };
    const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete });
    const { Errors = [] } = await this.#answer(this.#s3.send(command, { abortSignal: signal }), context);
    const [first] = Errors;
    if (!first) return;
    throw awsError(Object.assign(new Error(first.Message), { name: first.Code ?? "Unknown" }), context);
  }

  /** Whether a workgroup has its own results in the same place: those are its owner's to keep or to delete. */
  async #isOfWorkgroup(signal: AbortSignal): Promise<boolean> {
    if (this.#known === null || Date.now() > this.#known.until) {
      const isOfWorkgroup = await this.#askWorkgroups(signal);
      this.#known = { isOfWorkgroup, until: Date.now() + KNOWN_FOR };
    }
    return this.#known.isOfWorkgroup;
  }

  async #askWorkgroups(signal: AbortSignal): Promise<boolean> {
    try {
      for (const { name } of await this.#places.workgroups({ signal })) {
        const { outputLocation } = await this.#places.workgroup(name, { signal });
        if (outputLocation !== null && asFolder(outputLocation) === this.#location) return true;
      }
      return false;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "ACCESS_DENIED") throw error;
      log("info", "results of Athena are kept, because it is not known whether they are a workgroup's", { error });
      return true;
    }
  }

  async #answer<T>(sent: Promise<T>, context: { call: string; resource: string }): Promise<T> {
    try {
      return await sent;
    } catch (error) {
      throw awsError(error, context);
    }
  }
}

function asFolder(location: string): string {
  return location.endsWith("/") ? location : `${location}/`;
}
