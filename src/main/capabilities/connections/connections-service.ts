import type { ConnectionSummary, SignInStep, TestStep, Traffic } from "../../../shared/contract/connections.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { isLoopback, type Connection } from "../../../shared/domain/connection.ts";
import type { SecretStore } from "../../host-services.ts";
import type { ConnectionAccess, ConnectionDraft, SharedProfile } from "../../lake/connection-access.ts";
import type { AppDatabase } from "../../state/app-database.ts";
import { SavedConnections } from "./saved-connections.ts";

interface ConnectionsDependencies {
  database: AppDatabase;
  secrets: SecretStore;
  /** Loaded when it is first needed: what speaks to clouds is large. */
  access: () => Promise<ConnectionAccess>;
  /** Names of lakes that use a connection. */
  lakesOf: (connectionId: string) => readonly string[];
  /** Called when a person has signed in, so that what waited for it goes on. */
  onSignedIn: (connectionId: string) => Promise<void>;
}

type Options = { signal: AbortSignal };

/** The ways to stores and services that a person has set up. */
export class ConnectionsService {
  readonly #dependencies: ConnectionsDependencies;
  readonly #saved: SavedConnections;

  constructor(dependencies: ConnectionsDependencies) {
    this.#dependencies = dependencies;
    this.#saved = new SavedConnections(dependencies.database);
  }

  list(): Promise<ConnectionSummary[]> {
    return Promise.all(this.#saved.list().map((connection) => this.#summary(connection)));
  }

  /** NOT_FOUND when it was removed. */
  get(connectionId: string): Connection {
    const connection = this.#saved.find(connectionId);
    if (!connection)
      throw new AppError("NOT_FOUND", "That connection is not there any more.", {
        hint: "Choose another connection, or make it again.",
      });
    return connection;
  }

  /** The kept secret key of static keys; null when there is none. */
  secretKey(connectionId: string): Promise<string | null> {
    return this.#dependencies.secrets.get(secretName(connectionId));
  }

  async save(draft: ConnectionDraft): Promise<ConnectionSummary> {
    const connection = checked(draft.connection);
    const { secrets, access, onSignedIn } = this.#dependencies;
    this.#saved.save(connection);
    const secret = secretName(connection.id);
    if (connection.signIn.kind !== "keys") await secrets.remove(secret);
    else if (draft.secretKey !== null) await secrets.put(secret, draft.secretKey);
    await (await access()).renew(connection.id);
    if (draft.secretKey !== null) await onSignedIn(connection.id);
    return this.#summary(connection);
  }

  async remove(connectionId: string): Promise<void> {
    const [lake] = this.#dependencies.lakesOf(connectionId);
    if (lake !== undefined)
      throw new AppError("CONFLICT", `The lake “${lake}” uses this connection.`, {
        hint: "Take the lake off the list first; its data stays.",
        details: { lake },
      });
    this.#saved.remove(connectionId);
    await this.#dependencies.secrets.remove(secretName(connectionId));
    await (await this.#dependencies.access()).renew(connectionId);
  }

  async profiles(): Promise<SharedProfile[]> {
    return [...(await (await this.#dependencies.access()).profiles())];
  }

  async buckets(connectionId: string, options: Options): Promise<{ name: string; createdAt: string | null }[]> {
    return (await this.#dependencies.access()).buckets(connectionId, options);
  }

  async prefixes(
    place: { connectionId: string; bucket: string; prefix: string },
    options: Options,
  ): Promise<{ prefixes: string[]; isCut: boolean }> {
    return (await this.#dependencies.access()).prefixes(place, options);
  }

  async *test(
    draft: ConnectionDraft,
    place: { bucket: string | null; prefix: string },
    options: Options,
  ): AsyncGenerator<TestStep, void, undefined> {
    const connection = checked(draft.connection);
    yield* (await this.#dependencies.access()).test({ ...draft, connection }, place, options);
  }

  async *signIn(connectionId: string, options: Options): AsyncGenerator<SignInStep, void, undefined> {
    const { access, onSignedIn } = this.#dependencies;
    for await (const step of (await access()).signIn(connectionId, options)) {
      if (step.kind === "done") await onSignedIn(connectionId);
      yield step;
    }
  }

  async answerMfa(promptId: string, code: string): Promise<void> {
    (await this.#dependencies.access()).answerMfa(promptId, code);
  }

  async *traffic(connectionId: string, options: Options): AsyncGenerator<Traffic, void, undefined> {
    yield* (await this.#dependencies.access()).traffic(connectionId, options);
  }

  async #summary(connection: Connection): Promise<ConnectionSummary> {
    const { secrets } = this.#dependencies;
    const usesSecret = connection.signIn.kind === "keys";
    return {
      ...connection,
      hasSecret: usesSecret ? (await secrets.get(secretName(connection.id))) !== null : null,
      keepsSecret: secrets.keepsSecrets(),
    };
  }
}

const secretName = (connectionId: string) => `connection/${connectionId}/secret-key`;

/** The connection as it is kept. INVALID_INPUT for an endpoint that would carry data or a secret in the open. */
function checked(connection: Connection): Connection {
  const name = connection.name.trim();
  if (name === "") throw new AppError("INVALID_INPUT", "A connection needs a name.");
  const { endpoint } = connection;
  if (endpoint) {
    const { protocol, username, password, host } = new URL(endpoint.url);
    if (protocol === "http:" && !endpoint.allowPlainHttp && !isLoopback(endpoint.url))
      throw new AppError("INVALID_INPUT", `Plain HTTP would carry your data to ${host} unencrypted.`, {
        hint: "Use an https:// address, or allow plain HTTP for this connection.",
      });
    if (username !== "" || password !== "")
      throw new AppError("INVALID_INPUT", "The address of the endpoint has a user name or password in it.", {
        hint: "Take it out, and choose static keys as the sign-in.",
      });
  }
  return { ...connection, name };
}
