import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";

/** The part of a browser's WebSocket that is used. */
export interface PageSocket {
  readonly readyState: number;
  readonly OPEN: number;
  send(data: string): void;
  close(): void;
  addEventListener(type: "open" | "close", listener: () => void, options?: { once?: boolean }): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}

/** Resolves once the socket is open; rejects when it could not be opened. */
export function openWebSocket(socket: PageSocket): Promise<MessageEndpoint> {
  return new Promise((resolve, reject) => {
    socket.addEventListener("close", () => reject(new Error("The connection was refused.")), { once: true });
    socket.addEventListener("open", () => resolve(webSocketEndpoint(socket)), { once: true });
  });
}

function webSocketEndpoint(socket: PageSocket): MessageEndpoint {
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    onFrame: (listener) => socket.addEventListener("message", ({ data }) => listener(String(data))),
    onClose: (listener) => socket.addEventListener("close", () => listener(), { once: true }),
    close: () => socket.close(),
  };
}
