import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";

/** The part of Electron's MessagePortMain that is used. */
export interface MainPort {
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
  once(event: "close", listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Main's end of the port that the preload sent. Its "close" comes when the page is gone or reloads. */
export function messagePortEndpoint(port: MainPort): MessageEndpoint {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.on("message", ({ data }) => listener(String(data)));
      port.start();
    },
    onClose: (listener) => void port.once("close", listener),
    close: () => port.close(),
  };
}
