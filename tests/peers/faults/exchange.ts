import { once } from "node:events";
import {
  request as requestOf,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingMessage,
  type ServerResponse,
} from "node:http";
import type { Fault, RequestFacts } from "./fault.ts";
import { BrokenOff, FaultyBody } from "./faulty-body.ts";
import type { InjectedFault } from "./injected-fault.ts";

/** What became of a request; it grows until the proxy has settled. */
export interface RecordedRequest extends RequestFacts {
  /** The header, such as "bytes=0-99". */
  readonly range: string | null;
  /** Of the bodies, as far as they were passed on. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** What the client was told; null as long as it was told nothing. */
  readonly status: number | null;
  readonly outcome: "under way" | "answered" | "broken off";
}

export interface ExchangeParts {
  request: IncomingMessage;
  response: ServerResponse;
  facts: RequestFacts;
  faults: readonly InjectedFault[];
  target: URL;
}

/** One request on its way to the server and back. */
export class Exchange {
  readonly record: RecordedRequest;
  readonly #parts: ExchangeParts;
  /** Ends when the client has all or is gone. */
  readonly #closed = Promise.withResolvers<void>();
  readonly #gone = new AbortController();
  readonly #sent: FaultyBody;
  readonly #received: FaultyBody;
  #outcome: RecordedRequest["outcome"] = "under way";
  #upstream: ClientRequest | null = null;
  /** Ends when all that was let through is on its way, or can go nowhere. */
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    const { facts, faults, request, response } = parts;
    const { signal } = this.#gone;
    this.#sent = new FaultyBody("request", faults, signal);
    this.#received = new FaultyBody("response", faults, signal);
    response.once("close", () => {
      this.#closed.resolve();
      this.#gone.abort();
      this.#upstream?.destroy();
    });
    const [sent, received, outcome] = [this.#sent, this.#received, () => this.#outcome];
    this.record = {
      ...facts,
      range: request.headers.range ?? null,
      get requestBytes() {
        return sent.position;
      },
      get responseBytes() {
        return received.position;
      },
      get status() {
        return response.headersSent ? response.statusCode : null;
      },
      get outcome() {
        return outcome();
      },
    };
  }

  /** Ends when both sides have; never fails, since what fails is passed on to the client. */
  async run(): Promise<void> {
    try {
      await this.#exchange();
      this.#outcome = "answered";
    } catch (error) {
      this.#outcome = "broken off";
      await this.#breakOff(error);
    } finally {
      this.#upstream?.destroy();
    }
  }

  async #exchange(): Promise<void> {
    await this.#sent.begin();
    const [answer] = this.#all("answer");
    if (answer) {
      await this.#received.begin();
      answer.happen();
      return this.#answerItself(answer.fault);
    }
    const { answered, sending } = this.#ask();
    const incoming = await Promise.race([answered, sending.then(() => answered)]);
    const [lost] = this.#all("lose-answer");
    if (lost) {
      await once(incoming.resume(), "end");
      lost.happen();
      throw new BrokenOff("reset");
    }
    await this.#received.begin();
    await this.#passBack(incoming);
  }

  /** The faults of this kind that the request has met. */
  #all<K extends Fault["kind"]>(kind: K) {
    return this.#parts.faults.flatMap((injected) => {
      const { fault } = injected;
      return isOfKind(fault, kind) ? [{ fault, happen: () => injected.happen() }] : [];
    });
  }

  #answerItself({ status, headers, body }: Extract<Fault, { kind: "answer" }>): Promise<void> {
    const { response } = this.#parts;
    const head = { "content-length": String(Buffer.byteLength(body)), ...headers };
    response.writeHead(status, this.#changed(Object.entries(head).flat())).end(body);
    return this.#closed.promise;
  }

  #ask(): { answered: Promise<IncomingMessage>; sending: Promise<void> } {
    const { request, response, facts, target } = this.#parts;
    let path = facts.url;
    for (const { fault, happen } of this.#all("change-url")) {
      path = fault.change(path);
      happen();
    }
    const upstream = requestOf({
      host: target.hostname,
      port: target.port,
      method: facts.method,
      path,
      headers: endToEnd(request.rawHeaders),
      setHost: false,
      agent: false,
    });
    this.#upstream = upstream;
    upstream.on("continue", () => response.writeContinue());
    upstream.flushHeaders();
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      upstream.on("response", resolve).on("error", reject);
    });
    const sending = this.#send(upstream);
    // Who asked may have its answer before all was sent, and nobody listens for these then.
    for (const promise of [answered, sending]) promise.catch(() => undefined);
    return { answered, sending };
  }

  async #send(upstream: ClientRequest): Promise<void> {
    // Breaking off is done in one place, below, and not by the iterator.
    const source = this.#parts.request.iterator({ destroyOnReturn: false });
    for await (const piece of this.#sent.through(source)) {
      // A server that has answered already may have hung up: the rest is for nobody.
      if (!upstream.destroyed) await this.#write(upstream, piece);
    }
    upstream.end();
  }

  async #passBack(incoming: IncomingMessage): Promise<void> {
    const { response } = this.#parts;
    response.writeHead(
      incoming.statusCode ?? 502,
      incoming.statusMessage,
      this.#changed(endToEnd(incoming.rawHeaders)),
    );
    response.flushHeaders();
    for await (const piece of this.#received.through(incoming)) {
      await this.#write(response, piece);
    }
    response.end();
    await this.#closed.promise;
  }

  async #write(stream: OutgoingMessage, piece: Buffer): Promise<void> {
    const flushed = Promise.withResolvers<void>();
    this.#lastWrite = flushed.promise;
    // A client that is gone drains nothing any more.
    if (!stream.write(piece, () => flushed.resolve()) && !stream.destroyed) await drained(stream);
  }

  #changed(rawHeaders: string[]): string[] {
    const changes = this.#all("change-headers");
    if (changes.length === 0) return rawHeaders;
    const headers = new Headers(pairsOf(rawHeaders));
    for (const { fault, happen } of changes) {
      fault.change(headers);
      happen();
    }
    return [...headers].flat();
  }

  async #breakOff(cause: unknown): Promise<void> {
    const { socket } = this.#parts.request;
    if (!(cause instanceof BrokenOff)) {
      socket.destroy();
      return;
    }
    // What was let through is to arrive.
    await Promise.race([this.#lastWrite, once(socket, "close")]);
    if (cause.how === "reset") socket.resetAndDestroy();
    else socket.destroySoon();
  }
}

/** When there is room for more, or nobody takes it any more. */
async function drained(stream: OutgoingMessage): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(stream, "drain", { signal }), once(stream, "close", { signal })]);
  } finally {
    waiting.abort();
  }
}

function isOfKind<K extends Fault["kind"]>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}

/** Headers without those of one connection. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  return pairsOf(rawHeaders)
    .filter(([name]) => !["connection", "keep-alive"].includes(name.toLowerCase()))
    .flat();
}

function pairsOf(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) pairs.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""]);
  return pairs;
}
