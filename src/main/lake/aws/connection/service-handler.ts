import { AsyncLocalStorage } from "node:async_hooks";
import { Readable, Transform, pipeline } from "node:stream";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpHandlerOptions, HttpRequest, MiddlewareStack, NodeHttpHandlerOptions } from "@smithy/types";
import type { TrafficCounter } from "./traffic-counter.ts";

type Handled = Awaited<ReturnType<NodeHttpHandler["handle"]>>;
type HandledRequest = Parameters<NodeHttpHandler["handle"]>[0];

interface ServiceHandlerParts {
  /** "S3", "Glue", …: a service's clients share one handler. */
  service: string;
  http: () => Promise<NodeHttpHandlerOptions>;
  traffic: TrafficCounter;
}

/**
 * Sends the requests of one service. It stands below the SDK's retries, where each try is seen, and where the signal of
 * the call is known; a middleware would see neither.
 */
export class ServiceHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly #service: string;
  readonly #traffic: TrafficCounter;
  readonly #http: NodeHttpHandler;
  /** Which operation a request belongs to: the request itself does not tell. */
  readonly #operation = new AsyncLocalStorage<string>();

  constructor({ service, http, traffic }: ServiceHandlerParts) {
    this.#service = service;
    this.#traffic = traffic;
    this.#http = new NodeHttpHandler(http);
  }

  /** Has the client's requests counted by their operation. */
  observe<I extends object, O extends object>(client: { middlewareStack: MiddlewareStack<I, O> }): void {
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          this.#operation.run(operationName(commandName), () => next(args)),
      { step: "initialize", name: "lakeshoreOperationName" },
    );
  }

  async handle(request: HandledRequest, options?: HttpHandlerOptions): Promise<Handled> {
    this.#traffic.request(`${this.#service} ${this.#operation.getStore() ?? request.method}`, bytesOf(request));
    try {
      const handled = await this.#http.handle(request, options);
      if (handled.response.statusCode >= 400) this.#traffic.failed();
      const { body } = handled.response;
      if (body instanceof Readable) handled.response.body = this.#counted(body);
      return handled;
    } catch (error) {
      if (!options?.abortSignal?.aborted) this.#traffic.failed();
      throw error;
    }
  }

  destroy(): void {
    this.#http.destroy();
  }

  updateHttpClientConfig(key: keyof NodeHttpHandlerOptions, value: NodeHttpHandlerOptions[typeof key]): void {
    this.#http.updateHttpClientConfig(key, value);
  }

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return this.#http.httpHandlerConfigs();
  }

  /** Node's answers are streams; the callback has their failure told through the counted stream alone. */
  #counted(body: Readable): Readable {
    const traffic = this.#traffic;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        traffic.received(chunk.length);
        done(null, chunk);
      },
    });
    return pipeline(body, counter, () => undefined);
  }
}

function operationName(commandName: string | undefined): string {
  return commandName?.replace(/Command$/, "") ?? "request";
}

/** Of the body, as far as it is known before it is sent. */
function bytesOf({ headers }: HttpRequest): number {
  const length = Number(headers["content-length"] ?? headers["x-amz-decoded-content-length"] ?? 0);
  return Number.isFinite(length) ? length : 0;
}
