import type { ClientContext, ClientLink, ClientOptions } from "@orpc/client";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";
import { connectionLost } from "./connection-lost.ts";
import { RpcSession } from "./rpc-session.ts";

export type ConnectionState = "connecting" | "open" | "lost" | "closed";

export interface ReconnectingLinkOptions {
  /** Opens a connection; rejects when it cannot be had now. */
  dial: () => Promise<MessageEndpoint>;
  /** How long a call waits for a connection before it fails as UNAVAILABLE. */
  patienceMs?: number;
  /** First pause between attempts; it doubles up to `longestPauseMs`. */
  pauseMs?: number;
  longestPauseMs?: number;
}

/**
 * Keeps a connection open. What was under way when it was lost fails as UNAVAILABLE (it may have been done, so it is
 * for the caller to ask again); new calls wait for the next connection.
 */
export class ReconnectingLink implements ClientLink<ClientContext> {
  readonly #options: Required<ReconnectingLinkOptions>;
  readonly #listeners = new Set<() => void>();
  #state: ConnectionState = "connecting";
  #session: { rpc: RpcSession; endpoint: MessageEndpoint } | null = null;
  #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReconnectingLinkOptions) {
    this.#options = { patienceMs: 10_000, pauseMs: 250, longestPauseMs: 4_000, ...options };
    this.#pause = this.#options.pauseMs;
    void this.#dial();
  }

  readonly state = (): ConnectionState => this.#state;

  /** Calls back after each change of `state()`, until the returned function is called. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly close = (): void => {
    clearTimeout(this.#timer);
    this.#become("closed");
    this.#session?.endpoint.close();
    this.#session = null;
  };

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const session = this.#session?.rpc ?? (await this.#nextSession(options.signal));
    return session.call(path, input, options);
  }

  async #dial(): Promise<void> {
    try {
      const endpoint = await this.#options.dial();
      if (this.#state === "closed") return endpoint.close();
      this.#session = { rpc: new RpcSession(endpoint), endpoint };
      endpoint.onClose(() => this.#lost());
      this.#pause = this.#options.pauseMs;
      this.#become("open");
    } catch {
      // The reason is not told to pages (a WebSocket's error has none): state "lost" is all there is to say.
      this.#lost();
    }
  }

  #lost(): void {
    this.#session = null;
    if (this.#state === "closed") return;
    this.#become("lost");
    this.#timer = setTimeout(() => void this.#dial(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, this.#options.longestPauseMs);
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #nextSession(signal: AbortSignal | undefined): Promise<RpcSession> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        stop();
        signal?.removeEventListener("abort", onAbort);
        act();
      };
      const onAbort = () => settle(() => reject(new AppError("CANCELLED", "This was cancelled.")));
      const look = () => {
        const session = this.#session?.rpc;
        if (session) settle(() => resolve(session));
        else if (this.#state === "closed") settle(() => reject(connectionLost()));
      };
      const timer = setTimeout(() => settle(() => reject(connectionLost())), this.#options.patienceMs);
      const stop = this.onChange(look);
      signal?.addEventListener("abort", onAbort, { once: true });
      if (signal?.aborted) onAbort();
      else look();
    });
  }
}
