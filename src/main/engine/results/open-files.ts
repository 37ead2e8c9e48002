interface Closable {
  close(): Promise<void>;
}

interface OpenFile<T> {
  opened: Promise<T>;
  users: number;
}

/** Keeps files open that are read again and again: the last few that were used, and those in use. */
export class OpenFiles<T extends Closable> {
  readonly #max: number;
  /** In the order of their last use. */
  readonly #files = new Map<string, OpenFile<T>>();

  constructor(max: number) {
    this.#max = max;
  }

  async use<R>(key: string, open: () => Promise<T>, work: (file: T) => Promise<R>): Promise<R> {
    const file = this.#files.get(key) ?? { opened: open(), users: 0 };
    this.#files.delete(key);
    this.#files.set(key, file);
    file.users += 1;
    try {
      const opened = await file.opened.catch((error: unknown) => {
        this.#files.delete(key);
        throw error;
      });
      return await work(opened);
    } finally {
      file.users -= 1;
      await this.#closeOldest();
    }
  }

  /** Closes the files whose key begins so. The caller sees to it that nobody uses them. */
  async close(prefix: string): Promise<void> {
    for (const [key, { opened }] of this.#files) {
      if (!key.startsWith(prefix)) continue;
      this.#files.delete(key);
      const file = await opened.catch(() => null);
      await file?.close();
    }
  }

  async #closeOldest(): Promise<void> {
    for (const [key, { opened, users }] of this.#files) {
      if (this.#files.size <= this.#max) return;
      if (users > 0) continue;
      this.#files.delete(key);
      await (await opened).close();
    }
  }
}
