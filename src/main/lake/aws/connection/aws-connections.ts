import type { SignInStep, TestStep, Traffic } from "../../../../shared/contract/connections.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { Connection } from "../../../../shared/domain/connection.ts";
import type { ConnectionAccess, ConnectionDraft, SharedProfile } from "../../connection-access.ts";
import { AwsConnection } from "./aws-connection.ts";
import { listBuckets, listPrefixes } from "./browse-buckets.ts";
import { MfaPrompts } from "./sign-in/mfa-prompts.ts";
import { signInSteps } from "./sign-in/sign-in-steps.ts";
import { testConnection } from "./connection-test/test-connection.ts";
import { sharedProfiles } from "./sign-in/shared-profiles.ts";

type Options = { signal: AbortSignal };

interface AwsConnectionsParts {
  /** NOT_FOUND when there is none of that id. */
  settings: (connectionId: string) => Connection;
  secretKey: (connectionId: string) => Promise<string | null>;
}

/** The connections that are in use, each with its clients. */
export class AwsConnections implements ConnectionAccess {
  readonly #parts: AwsConnectionsParts;
  readonly #prompts = new MfaPrompts();
  readonly #open = new Map<string, AwsConnection>();
  /** Replaced ones, which lakes that are open may still use. */
  readonly #retired: AwsConnection[] = [];

  constructor(parts: AwsConnectionsParts) {
    this.#parts = parts;
  }

  /** NOT_FOUND when the connection was removed. */
  get(connectionId: string): AwsConnection {
    const known = this.#open.get(connectionId);
    if (known) return known;
    const made = this.#make(this.#parts.settings(connectionId), () => this.#parts.secretKey(connectionId));
    this.#open.set(connectionId, made);
    return made;
  }

  profiles(): Promise<readonly SharedProfile[]> {
    return sharedProfiles();
  }

  async buckets(connectionId: string, options: Options): Promise<{ name: string; createdAt: string | null }[]> {
    return listBuckets(this.get(connectionId).s3(), options);
  }

  async prefixes(
    { connectionId, ...place }: { connectionId: string; bucket: string; prefix: string },
    options: Options,
  ): Promise<{ prefixes: string[]; isCut: boolean }> {
    return listPrefixes(this.get(connectionId).s3(), place, options);
  }

  async *test(
    { connection, secretKey }: ConnectionDraft,
    place: { bucket: string | null; prefix: string },
    options: Options,
  ): AsyncGenerator<TestStep, void, undefined> {
    const kept = () => this.#parts.secretKey(connection.id);
    const tried = this.#make(connection, secretKey === null ? kept : async () => secretKey);
    try {
      yield* testConnection(tried, place, options);
    } finally {
      tried.close();
    }
  }

  signIn(connectionId: string, options: Options): AsyncGenerator<SignInStep, void, undefined> {
    return signInSteps(this.get(connectionId), this.#prompts, options);
  }

  answerMfa(promptId: string, code: string): void {
    this.#prompts.answer(promptId, code);
  }

  traffic(connectionId: string, { signal }: Options): AsyncGenerator<Traffic, void, undefined> {
    return this.get(connectionId).traffic.follow(signal);
  }

  async renew(connectionId: string): Promise<void> {
    const open = this.#open.get(connectionId);
    if (!open) return;
    const settings = this.#settingsOf(connectionId);
    if (settings && open.adopt(settings)) return;
    this.#open.delete(connectionId);
    this.#retired.push(open);
  }

  close(): void {
    for (const connection of [...this.#open.values(), ...this.#retired]) connection.close();
    this.#open.clear();
    this.#retired.length = 0;
  }

  /** Null when the connection was removed. */
  #settingsOf(connectionId: string): Connection | null {
    try {
      return this.#parts.settings(connectionId);
    } catch (error) {
      if (error instanceof AppError && error.code === "NOT_FOUND") return null;
      throw error;
    }
  }

  #make(connection: Connection, secretKey: () => Promise<string | null>): AwsConnection {
    return new AwsConnection({ connection, secretKey });
  }
}
