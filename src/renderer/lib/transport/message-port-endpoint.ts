import type { MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";

/** Frames over a MessagePort, which starts to deliver once somebody listens. */
export function messagePortEndpoint(port: MessagePort): MessageEndpoint {
  let isClosed = false;
  const closeListeners: (() => void)[] = [];
  const onClosed = () => {
    if (isClosed) return;
    isClosed = true;
    for (const listener of closeListeners) listener();
  };
  port.addEventListener("close", onClosed, { once: true });
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.addEventListener("message", ({ data }) => listener(String(data)));
      port.start();
    },
    onClose: (listener) => closeListeners.push(listener),
    close() {
      port.close();
      onClosed();
    },
  };
}
