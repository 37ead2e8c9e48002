import { readFile } from "node:fs/promises";

const EVERY_MS = 50;

/** The most that a process has had resident, as Linux tells it while the process runs. NaN elsewhere. */
export class PeakMemory {
  readonly #status: string;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> = Promise.resolve();
  #peak = Number.NaN;

  constructor(pid: number) {
    this.#status = `/proc/${pid}/status`;
    this.#timer = setInterval(() => {
      this.#looking = this.#look();
    }, EVERY_MS);
  }

  async stop(): Promise<number> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#look();
    return this.#peak;
  }

  async #look(): Promise<void> {
    // A process that is over has no status.
    const text = await readFile(this.#status, "utf8").catch(() => "");
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(text)?.[1];
    if (kilobytes !== undefined) this.#peak = 1024 * Number(kilobytes);
  }
}
