import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { UploadReceiver } from "../../host-services.ts";
import { log } from "../../log.ts";
import { OneTimeAddresses } from "./one-time-addresses.ts";
import { commonHeaders, sendText } from "./responses.ts";

interface OpenUpload {
  receive: UploadReceiver;
  controller: AbortController;
}

/** Takes the bytes of files from the page, one PUT to a one-time address a file, only as fast as they are consumed. */
export class Uploads {
  readonly #addresses = new OneTimeAddresses<OpenUpload>("/uploads/");

  /** See HostServices.acceptUpload. Closing takes the address back and aborts an upload that is under way. */
  readonly accept = (receive: UploadReceiver): { url: string; close: () => void } => {
    const controller = new AbortController();
    const url = this.#addresses.open({ receive, controller });
    const close = () => {
      this.#addresses.take(url);
      controller.abort();
    };
    return { url, close };
  };

  owns(path: string): boolean {
    return this.#addresses.owns(path);
  }

  async handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "PUT") return sendText(response, 405, "Files are sent with PUT.");
    const upload = this.#addresses.take(path);
    if (!upload) return sendText(response, 404, "This upload is not expected, or was sent already.");
    const { controller } = upload;
    controller.signal.addEventListener("abort", () => request.destroy(), { once: true });
    try {
      await upload.receive(bodyOf(request, controller), controller.signal);
      response.writeHead(204, commonHeaders).end();
    } catch (error) {
      this.#fail(error, controller.signal, response);
    }
  }

  #fail(error: unknown, signal: AbortSignal, response: ServerResponse): void {
    if (signal.aborted || isCancellation(error)) {
      response.destroy();
      return;
    }
    const known =
      error instanceof AppError ? error : new AppError("INTERNAL", "The file could not be taken.", { cause: error });
    if (known.code === "INTERNAL") log("error", "upload failed", { error });
    // The rest of the body may still be on its way: the connection ends with the answer.
    response.writeHead(422, { ...commonHeaders, "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify(known.toData()));
  }
}

/** The bytes as they arrive. A sender that goes away aborts the upload before the receiver learns of it. */
async function* bodyOf(request: IncomingMessage, controller: AbortController): AsyncGenerator<Uint8Array> {
  const onClose = () => {
    if (!request.complete) controller.abort();
  };
  request.once("close", onClose);
  try {
    yield* request;
  } catch (cause) {
    controller.abort();
    throw new AppError("UNAVAILABLE", "The browser stopped sending the file.", { retryable: true, cause });
  } finally {
    request.off("close", onClose);
  }
}
