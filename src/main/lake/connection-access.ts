import type { SignInStep, TestStep, Traffic } from "../../shared/contract/connections.ts";
import type { Connection } from "../../shared/domain/connection.ts";

type Options = { signal: AbortSignal };

/** A profile of the person's shared configuration. */
export interface SharedProfile {
  readonly name: string;
  readonly region: string | null;
  /** How it signs in, in words for people. */
  readonly kind: string;
}

/** A connection that may not be saved yet, with the secret that was typed; null is the one that is kept. */
export interface ConnectionDraft {
  readonly connection: Connection;
  readonly secretKey: string | null;
}

/** Reaches the services behind connections. Failures are `AppError`s. */
export interface ConnectionAccess {
  profiles(): Promise<readonly SharedProfile[]>;
  buckets(connectionId: string, options: Options): Promise<{ name: string; createdAt: string | null }[]>;
  prefixes(
    place: { connectionId: string; bucket: string; prefix: string },
    options: Options,
  ): Promise<{ prefixes: string[]; isCut: boolean }>;
  test(
    draft: ConnectionDraft,
    place: { bucket: string | null; prefix: string },
    options: Options,
  ): AsyncGenerator<TestStep, void, undefined>;
  signIn(connectionId: string, options: Options): AsyncGenerator<SignInStep, void, undefined>;
  /** NOT_FOUND when nobody waits for that code any more. */
  answerMfa(promptId: string, code: string): void;
  traffic(connectionId: string, options: Options): AsyncGenerator<Traffic, void, undefined>;
  /** Settings or secret of a connection changed, or it was removed: what is opened next uses the new ones. */
  renew(connectionId: string): Promise<void>;
}
