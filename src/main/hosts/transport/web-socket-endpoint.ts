import type { WebSocket } from "ws";
import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";

/** The server's end of a WebSocket. Binary frames are not part of the protocol and close it. */
export function webSocketEndpoint(socket: WebSocket): MessageEndpoint {
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    onFrame(listener) {
      socket.on("message", (data, isBinary) => {
        // 1003: a kind of data that cannot be accepted (RFC 6455, section 7.4.1). Text frames come as one Buffer.
        if (isBinary || !Buffer.isBuffer(data)) socket.close(1003);
        else listener(data.toString("utf8"));
      });
    },
    onClose: (listener) => socket.once("close", () => listener()),
    close: () => socket.close(),
  };
}
