import type { AwsCredentialIdentity } from "@smithy/types";
import type { CredentialSource } from "./sign-in-credentials.ts";

/** As the SDK's own clients do (EXPIRATION_MS of @smithy/core). */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** Some sources have nothing better until shortly before the end: they are not asked at every call. */
const ASK_AGAIN_MS = 30_000;

/**
 * The keys that all clients of a connection share: fetched once however many ask, again before they expire, and at once
 * when someone says that they are worth nothing any more.
 */
export class CredentialMemo {
  readonly #source: CredentialSource;
  #askedAt = 0;
  #known: AwsCredentialIdentity | null = null;
  #fetching: Promise<AwsCredentialIdentity> | null = null;

  constructor(source: CredentialSource) {
    this.#source = source;
  }

  async get(): Promise<AwsCredentialIdentity> {
    const known = this.#known;
    const isFresh = known && (lifetime(known) > REFRESH_BEFORE_MS || this.#askedAt + ASK_AGAIN_MS > Date.now());
    if (isFresh && lifetime(known) > 0) return known;
    const fetching = (this.#fetching ??= this.#fetch());
    // Who cannot get new keys yet goes on with the old ones for as long as they last.
    return known && lifetime(known) > 0 ? fetching.catch(() => known) : fetching;
  }

  /** Calls again with new keys, when there are any, after a failure that says that those of the call are expired. */
  async withFreshKeys<T>(call: () => Promise<T>, isExpired: (error: unknown) => boolean): Promise<T> {
    const used = this.#known;
    try {
      return await call();
    } catch (error) {
      if (!isExpired(error)) throw error;
      const failed = used ?? this.#known;
      // Another call may have found out before.
      if (this.#known === failed) this.forget();
      const fresh = await this.get();
      if (fresh.sessionToken === failed?.sessionToken && fresh.accessKeyId === failed?.accessKeyId) throw error;
      return call();
    }
  }

  /** Drops what is known, so that the next call signs in anew. */
  forget(): void {
    this.#known = null;
    this.#fetching = null;
  }

  #fetch(): Promise<AwsCredentialIdentity> {
    this.#askedAt = Date.now();
    const fetching: Promise<AwsCredentialIdentity> = this.#source().then(
      (credentials) => {
        if (this.#fetching === fetching) {
          this.#fetching = null;
          this.#known = credentials;
        }
        return credentials;
      },
      (error: unknown) => {
        if (this.#fetching === fetching) this.#fetching = null;
        throw error;
      },
    );
    return fetching;
  }
}

/** Milliseconds; keys without an end last for ever. */
function lifetime({ expiration }: AwsCredentialIdentity): number {
  return expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - Date.now();
}
