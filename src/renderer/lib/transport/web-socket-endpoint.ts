import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";

/** Resolves once the socket is open; rejects when it could not be opened. */
export function openWebSocket(socket: WebSocket): Promise<MessageEndpoint> {
  return new Promise((resolve, reject) => {
    socket.addEventListener("close", () => reject(new Error("The connection was refused.")), { once: true });
    socket.addEventListener("open", () => resolve(webSocketEndpoint(socket)), { once: true });
  });
}

function webSocketEndpoint(socket: WebSocket): MessageEndpoint {
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    onFrame: (listener) => socket.addEventListener("message", ({ data }) => listener(String(data))),
    onClose: (listener) => socket.addEventListener("close", () => listener(), { once: true }),
    close: () => socket.close(),
  };
}
