import { randomBytes } from "node:crypto";

/** Addresses that nobody can guess, each standing for one thing until it is taken or closed. */
export class OneTimeAddresses<T> {
  readonly #prefix: string;
  readonly #entries = new Map<string, T>();

  /** `prefix` begins and ends with "/". */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  open(entry: T): string {
    const path = `${this.#prefix}${randomBytes(24).toString("base64url")}`;
    this.#entries.set(path, entry);
    return path;
  }

  owns(path: string): boolean {
    return path.startsWith(this.#prefix);
  }

  peek(path: string): T | undefined {
    return this.#entries.get(path);
  }

  take(path: string): T | undefined {
    const entry = this.#entries.get(path);
    this.#entries.delete(path);
    return entry;
  }
}
