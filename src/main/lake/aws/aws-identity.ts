import type { Identity } from "../ports.ts";
import type { AwsConnection } from "./connection/aws-connection.ts";

/** Who the person is to a lake in S3. */
export class AwsIdentity implements Identity {
  readonly #connection: () => AwsConnection;
  /** Of the keys that were last asked about: asking again for each event would double what an event costs. */
  #known: { accessKeyId: string; principal: string } | null = null;

  constructor(connection: () => AwsConnection) {
    this.#connection = connection;
  }

  async whoAmI(options: { signal: AbortSignal }): Promise<{ principal: string; displayName: string }> {
    const principal = await this.#principal(options);
    return { principal, displayName: principal.slice(principal.lastIndexOf("/") + 1) };
  }

  async #principal(options: { signal: AbortSignal }): Promise<string> {
    const connection = this.#connection();
    if (connection.settings.signIn.kind === "anonymous") return connection.principal(options);
    const { accessKeyId } = await connection.credentials();
    if (this.#known?.accessKeyId !== accessKeyId) {
      this.#known = { accessKeyId, principal: await connection.principal(options) };
    }
    return this.#known.principal;
  }
}
