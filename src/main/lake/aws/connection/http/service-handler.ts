import { AsyncLocalStorage } from "node:async_hooks";
import { Readable } from "node:stream";
import { HttpRequest } from "@smithy/core/transport";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpHandlerOptions, NodeHttpHandlerOptions } from "@smithy/types";
import { CircuitBreaker, type Passage } from "./circuit-breaker.ts";
import { RequestLimiter } from "./request-limiter.ts";
import type { ServiceLimits } from "./service-limits.ts";
import { abortError, stallError, StallWatch } from "./stalls.ts";
import type { TrafficCounter } from "./traffic-counter.ts";
import { watchedAnswerBody, watchedRequestBody } from "./watched-bodies.ts";

type Handled = Awaited<ReturnType<NodeHttpHandler["handle"]>>;

interface ServiceHandlerParts {
  /** As people know it: "S3", "Glue". */
  service: string;
  limits: ServiceLimits;
  http: () => Promise<NodeHttpHandlerOptions>;
  traffic: TrafficCounter;
}

/**
 * Sends the requests of one service: so many at a time, none to a service that does not answer, each counted and watched
 * for stalls. It stands below the SDK's retries, where each try is seen, and where the signal of the call is known; a
 * middleware would see neither.
 */
export class ServiceHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly #parts: ServiceHandlerParts;
  #http: Promise<NodeHttpHandler> | null = null;
  readonly #limiter: RequestLimiter;
  readonly #breaker: CircuitBreaker;
  /** Which operation a request belongs to: the request itself does not tell. */
  readonly #operation = new AsyncLocalStorage<string>();

  constructor(parts: ServiceHandlerParts) {
    this.#parts = parts;
    const { service, limits } = parts;
    this.#limiter = new RequestLimiter({ service, ...limits });
    this.#breaker = new CircuitBreaker({ service, ...limits, now: () => performance.now() });
  }

  /** Requests that `send` makes are counted as that operation. */
  ofOperation<T>(operation: string, send: () => T): T {
    return this.#operation.run(operation, send);
  }

  async handle(request: HttpRequest, options: HttpHandlerOptions = {}): Promise<Handled> {
    const signal = options.abortSignal instanceof AbortSignal ? options.abortSignal : null;
    this.#breaker.check();
    const endTurn = await this.#limiter.turn(signal).catch((error: unknown) => {
      throw signal?.aborted ? abortError(signal) : error;
    });
    try {
      const handled = await this.#send(request, signal);
      this.#watchAnswer(handled, signal);
      return handled;
    } finally {
      // The turn is over with the head of the answer: who reads one answer slowly may need another to go on.
      endTurn();
    }
  }

  destroy(): void {
    this.#http?.then(
      (http) => http.destroy(),
      () => undefined,
    );
  }

  /** How requests are sent is this handler's own affair. */
  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return {};
  }

  /** Made when it is first needed; what fails (a file of certificates that is not there) is tried anew. */
  #sender(): Promise<NodeHttpHandler> {
    return (this.#http ??= this.#parts.http().then(
      (options) => new NodeHttpHandler(options),
      (error: unknown) => {
        this.#http = null;
        throw error;
      },
    ));
  }

  async #send(request: HttpRequest, signal: AbortSignal | null): Promise<Handled> {
    const { service, traffic, limits } = this.#parts;
    const http = await this.#sender();
    const passage = this.#breaker.pass();
    const stalled = new AbortController();
    const watch = new StallWatch(limits.stallMs, () => stalled.abort());
    traffic.request(`${service} ${this.#operation.getStore() ?? request.method}`);
    const body = watchedRequestBody(request.body, (bytes) => {
      traffic.sent(bytes);
      watch.moved();
    });
    const sent = HttpRequest.clone(request);
    sent.body = body;
    try {
      const abortSignal = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
      const handled = await http.handle(sent, { abortSignal });
      this.#judge(handled, passage);
      return handled;
    } catch (error) {
      if (body instanceof Readable) body.destroy();
      if (signal?.aborted) {
        passage.left();
        throw abortError(signal);
      }
      traffic.failed();
      const known = stalled.signal.aborted ? stallError(limits.stallMs) : error;
      if (isStall(known)) passage.failed(known.message);
      else passage.left();
      throw known;
    } finally {
      watch.stop();
    }
  }

  #judge({ response }: Handled, passage: Passage): void {
    if (response.statusCode >= 400) this.#parts.traffic.failed();
    if (isBroken(response)) passage.failed(`it says ${response.statusCode}`);
    else passage.answered();
  }

  #watchAnswer({ response }: Handled, signal: AbortSignal | null): void {
    const { limits, traffic } = this.#parts;
    const received = (bytes: number) => traffic.received(bytes);
    if (!(response.body instanceof Readable)) return;
    response.body = watchedAnswerBody(response.body, { signal, stallMs: limits.stallMs, received });
  }
}

/** A connection that breaks is called TimeoutError too by the SDK's handler, but says nothing against the service. */
function isStall(error: unknown): error is Error {
  if (!(error instanceof Error) || error.name !== "TimeoutError") return false;
  return !("code" in error) || error.code === "ETIMEDOUT";
}

/** A 503 of the service itself asks for fewer requests (“SlowDown”); one of a proxy before it says that it is away. */
function isBroken({ statusCode, headers }: Handled["response"]): boolean {
  if (statusCode === 503) return headers["x-amz-request-id"] === undefined && headers["x-amzn-requestid"] === undefined;
  return statusCode >= 500 && statusCode !== 501;
}
