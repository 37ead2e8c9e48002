import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import type { Contract } from "../../../shared/contract/index.ts";
import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";
import { messagePortEndpoint } from "./message-port-endpoint.ts";
import { ReconnectingLink, type ConnectionState } from "./reconnecting-link.ts";
import { openWebSocket } from "./web-socket-endpoint.ts";

export type LakeshoreClient = ContractRouterClient<Contract>;

export interface Connection {
  /**
   * Every call rejects with an `AppError` (CANCELLED when its signal was aborted, UNAVAILABLE when the connection was
   * lost). Streams end by aborting or by `return()`, and have to be opened again after UNAVAILABLE.
   */
  readonly client: LakeshoreClient;
  readonly state: () => ConnectionState;
  /** Calls back after each change of `state()`, until the returned function is called. */
  readonly onChange: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** Connects the page to main: by the preload's port on the desktop, by a WebSocket in the browser host. */
export function connect(): Connection {
  const link = new ReconnectingLink({
    dial: window.location.protocol === "lakeshore:" ? nextPortOfPreload : dialBrowserHost,
  });
  return {
    client: createORPCClient<LakeshoreClient>(link),
    state: link.state,
    onChange: link.onChange,
    close: link.close,
  };
}

function dialBrowserHost(): Promise<MessageEndpoint> {
  return openWebSocket(new WebSocket(`ws://${window.location.host}/rpc`));
}

function nextPortOfPreload(): Promise<MessageEndpoint> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== "lakeshore:port" || !port) return;
      window.removeEventListener("message", onMessage);
      resolve(messagePortEndpoint(port));
    };
    window.addEventListener("message", onMessage);
  });
}
