import { readFile } from "node:fs/promises";

const EVERY_MS = 100;

/** Resident memory of a process and all that it started, and the most of it that was seen. Linux only: NaN elsewhere. */
export class ProcessTree {
  readonly #pid: number;
  #peak = 0;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(pid: number) {
    this.#pid = pid;
  }

  async bytes(): Promise<number> {
    let sum = 0;
    const waiting = [this.#pid];
    for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
      const [status, children] = await Promise.all([
        // A process that is over has neither.
        readFile(`/proc/${pid}/status`, "utf8").catch(() => ""),
        readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => ""),
      ]);
      const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
      if (kilobytes !== undefined) sum += 1024 * Number(kilobytes);
      waiting.push(...children.split(" ").filter(Boolean).map(Number));
    }
    return sum === 0 ? Number.NaN : sum;
  }

  start(): void {
    this.#peak = 0;
    this.#timer = setInterval(() => {
      this.#looking = this.#look();
    }, EVERY_MS);
  }

  /** The peak since the start. */
  async stop(): Promise<number> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
    await this.#look();
    return this.#peak;
  }

  async #look(): Promise<void> {
    this.#peak = Math.max(this.#peak, await this.bytes());
  }
}
