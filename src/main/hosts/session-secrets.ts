import type { SecretStore } from "../host-services.ts";

/** Secrets in memory: they end with the app. */
export class SessionSecrets implements SecretStore {
  readonly #secrets = new Map<string, string>();

  keepsSecrets(): boolean {
    return false;
  }

  async get(name: string): Promise<string | null> {
    return this.#secrets.get(name) ?? null;
  }

  async put(name: string, secret: string): Promise<void> {
    this.#secrets.set(name, secret);
  }

  async remove(name: string): Promise<void> {
    this.#secrets.delete(name);
  }
}
