import { decodeCredit, type Credit } from "./flow-control.ts";

/** One end of a connection that carries text frames in order: a MessagePort or a WebSocket. */
export interface MessageEndpoint {
  /** Ignored once the connection is closed. */
  send(frame: string): void;
  onFrame(listener: (frame: string) => void): void;
  /** Called once, also when the connection has been lost. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The shape in which oRPC's message-port adapters take a connection (that of Electron's MessagePortMain). */
export interface OrpcPort {
  on(event: string, callback: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}

export interface PortOptions {
  onCredit: (credit: Credit) => void;
  /** A frame that oRPC could not take. The connection is closed after it. */
  onBadFrame: (error: unknown) => void;
}

/** Puts oRPC on a connection and keeps credit frames from it. */
export function orpcPort(endpoint: MessageEndpoint, { onCredit, onBadFrame }: PortOptions): OrpcPort {
  const take = async (frame: string, deliver: (event: { data: unknown }) => unknown): Promise<void> => {
    try {
      const credit = decodeCredit(frame);
      if (credit) onCredit(credit);
      else await deliver({ data: frame });
    } catch (error) {
      onBadFrame(error);
      endpoint.close();
    }
  };
  return {
    on(event, callback) {
      if (event === "message") endpoint.onFrame((frame) => void take(frame, callback));
      if (event === "close") endpoint.onClose(() => callback());
    },
    postMessage(data) {
      if (typeof data !== "string")
        throw new TypeError("Only text crosses this connection: the contract has no files.");
      endpoint.send(data);
    },
  };
}
