import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { SecretStore } from "../host-services.ts";
import { log } from "../log.ts";
import { SessionSecrets } from "./session-secrets.ts";

/** What a system offers to protect secrets of one person. */
export interface Keychain {
  /** False where the system has none, or none that protects. */
  isSafe(): boolean;
  encrypt(text: string): Buffer;
  decrypt(bytes: Buffer): string;
}

const SecretFile = z.record(z.string(), z.base64());

/** A file of secrets, each encrypted by the system's keychain. Without one they stay in memory until the app ends. */
export class EncryptedSecrets implements SecretStore {
  readonly #path: string;
  readonly #keychain: Keychain;
  readonly #session = new SessionSecrets();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(path: string, keychain: Keychain) {
    this.#path = path;
    this.#keychain = keychain;
  }

  keepsSecrets(): boolean {
    return this.#keychain.isSafe();
  }

  async get(name: string): Promise<string | null> {
    if (!this.keepsSecrets()) return this.#session.get(name);
    const encrypted = (await this.#read())[name];
    if (encrypted === undefined) return null;
    try {
      return this.#keychain.decrypt(Buffer.from(encrypted, "base64"));
    } catch (error) {
      // The keychain was reset, or the file comes from another machine: as if there were none, so that it is asked for.
      log("warn", "a secret cannot be decrypted", { name, error });
      return null;
    }
  }

  put(name: string, secret: string): Promise<void> {
    if (!this.keepsSecrets()) return this.#session.put(name, secret);
    const encrypted = this.#keychain.encrypt(secret).toString("base64");
    return this.#change((secrets) => ({ ...secrets, [name]: encrypted }));
  }

  remove(name: string): Promise<void> {
    if (!this.keepsSecrets()) return this.#session.remove(name);
    return this.#change(({ [name]: _removed, ...others }) => others);
  }

  /** One change at a time, each written whole. */
  #change(change: (secrets: Record<string, string>) => Record<string, string>): Promise<void> {
    const done = this.#writing.then(() => this.#write(change));
    // Whose change failed is told; the next change begins anew.
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #write(change: (secrets: Record<string, string>) => Record<string, string>): Promise<void> {
    const whole = `${this.#path}.${randomUUID()}`;
    try {
      await writeFile(whole, JSON.stringify(change(await this.#read())), { mode: 0o600, flush: true });
      await rename(whole, this.#path);
    } finally {
      await rm(whole, { force: true });
    }
  }

  async #read(): Promise<Record<string, string>> {
    const text = await readFile(this.#path, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
      throw error;
    });
    return SecretFile.parse(JSON.parse(text));
  }
}
