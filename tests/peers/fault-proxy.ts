import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Fault, Match, RequestFacts } from "./faults/fault.ts";
import { InjectedFault } from "./faults/injected-fault.ts";
import { Exchange, type RecordedRequest } from "./faults/exchange.ts";

/**
 * A proxy on loopback in front of a server, that makes go wrong what a test asks for. What it passes on keeps the Host
 * that the client has signed. Bodies stream through it at the pace of their readers, and it records every request.
 */
export class FaultProxy implements AsyncDisposable {
  readonly requests: RecordedRequest[] = [];
  /** The most requests that were under way at once. */
  mostAtOnce = 0;
  readonly #target: URL;
  readonly #server: Server;
  readonly #injected: InjectedFault[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #openSockets = 0;

  private constructor(target: URL) {
    this.#target = target;
    // A stalled request must not be ended by the server's own timers.
    this.#server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 });
    // Whether the body is wanted (100 Continue) is for the server behind to say.
    for (const event of ["request", "checkContinue"] as const) {
      this.#server.on(event, (request, response) => this.#pass(request, response));
    }
    this.#server.on("connection", (socket) => {
      this.#openSockets += 1;
      socket.on("close", () => (this.#openSockets -= 1));
    });
  }

  /** @param server where requests go that nothing is asked of, such as "http://127.0.0.1:7480" */
  static async before(server: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(server));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** The address for clients. */
  get endpoint(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("The proxy is closed.");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Connections that clients hold open now. */
  get openSockets(): number {
    return this.#openSockets;
  }

  /** Makes the next request that matches go wrong, or the next `times`. */
  inject(fault: Fault, match: Match = {}): InjectedFault {
    const injected = new InjectedFault(fault, match);
    this.#injected.push(injected);
    return injected;
  }

  /** Ends when no request is under way: what is recorded of each is final then. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const injected of this.#injected) injected.release();
    this.#server.close();
    this.#server.closeAllConnections();
    await this.settled();
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const facts = requestFacts(request);
    const faults = this.#injected.filter((injected) => injected.hits(facts));
    const exchange = new Exchange({ request, response, facts, faults, target: this.#target });
    this.requests.push(exchange.record);
    const passing = exchange.run().finally(() => this.#underWay.delete(passing));
    this.#underWay.add(passing);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay.size);
  }
}

function requestFacts({ method = "GET", url = "/", headers }: IncomingMessage): RequestFacts {
  const [path = "", ...query] = url.split("?");
  return { method, url, path: decoded(path), query: new URLSearchParams(query.join("?")), headers };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
