import { readPreview } from "../read-preview.ts";
import type { FromWorker, ToWorker } from "./preview-protocol.ts";
import { RemoteStore } from "./remote-store.ts";
import { toThreadError } from "./thread-errors.ts";

/** The worker's side: reads previews off the main thread, through the store that the main thread lends it. */
export function previewProgram(send: (message: FromWorker) => void): (message: ToWorker) => void {
  const store = new RemoteStore(send);
  const running = new Map<number, AbortController>();

  async function open({ preview, request, remote }: Extract<ToWorker, { kind: "open" }>): Promise<void> {
    const controller = new AbortController();
    running.set(preview, controller);
    try {
      const read = await readPreview(store.forPreview(preview, remote), request, controller.signal);
      send({ kind: "done", preview, read });
    } catch (error) {
      send({ kind: "failed", preview, error: toThreadError(error) });
    } finally {
      running.delete(preview);
    }
  }

  return (message) => {
    if (message.kind === "reply") store.settle(message.call, message.reply);
    else if (message.kind === "cancel") running.get(message.preview)?.abort();
    else void open(message);
  };
}
