import type { Direction } from "./fault.ts";
import type { InjectedFault } from "./injected-fault.ts";

/** Thrown where a body is to break off. */
export class BrokenOff extends Error {
  readonly how: "reset" | "truncate";

  constructor(how: "reset" | "truncate") {
    super(how);
    this.how = how;
  }
}

interface ByteFault {
  atByte: number;
  injected: InjectedFault;
}

/** One body on its way through the proxy, with what goes wrong at which byte. It never holds more than a chunk. */
export class FaultyBody {
  /** How many bytes have gone through. */
  position = 0;
  readonly #due: ByteFault[];
  readonly #signal: AbortSignal;

  /** @param signal aborted when nobody waits for the body any more */
  constructor(of: Direction, injected: readonly InjectedFault[], signal: AbortSignal) {
    this.#signal = signal;
    this.#due = injected
      .flatMap((one): ByteFault[] => {
        const { fault } = one;
        const isHere = "of" in fault ? fault.of === of : fault.kind === "truncate" && of === "response";
        return isHere && "atByte" in fault ? [{ atByte: fault.atByte, injected: one }] : [];
      })
      .toSorted((a, b) => a.atByte - b.atByte);
  }

  /** What goes wrong before the first byte. A response that is cut to nothing still has its head. */
  async begin(): Promise<void> {
    await this.#happen(({ fault }) => fault.kind === "reset" || fault.kind === "hold");
  }

  async *through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      let rest = chunk;
      while (rest.byteLength > 0) {
        await this.#happen(({ fault }) => fault.kind !== "corrupt");
        const piece = this.#nextPiece(rest);
        rest = rest.subarray(piece.byteLength);
        this.position += piece.byteLength;
        yield piece;
      }
    }
    await this.#happen(({ fault }) => fault.kind !== "corrupt");
  }

  /** Takes the faults of this place, in their order. */
  async #happen(isOne: (injected: InjectedFault) => boolean): Promise<void> {
    for (let next = this.#due[0]; next && next.atByte <= this.position && isOne(next.injected); next = this.#due[0]) {
      this.#due.shift();
      next.injected.happen();
      await next.injected.released(this.#signal);
      const { kind } = next.injected.fault;
      if (kind === "reset" || kind === "truncate") throw new BrokenOff(kind);
    }
  }

  /** Up to where the next thing goes wrong; the one byte that is changed is a piece of its own. */
  #nextPiece(rest: Buffer): Buffer {
    const [next] = this.#due;
    if (!next) return rest;
    const before = next.atByte - this.position;
    if (before > 0) return rest.subarray(0, before);
    this.#due.shift();
    next.injected.happen();
    return Buffer.from([(rest[0] ?? 0) ^ 0xff]);
  }
}
