import { ORPCError, type ClientContext, type ClientLink, type ClientOptions } from "@orpc/client";
import { StandardRPCLink } from "@orpc/client/standard";
import { ClientPeer } from "@orpc/standard-server-peer";
import { AppError, AppErrorData } from "../../../shared/domain/app-error.ts";
import { encodeCredit, streamIdHeader } from "../../../shared/transport/flow-control.ts";
import { sendEncoded, type MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";
import { connectionLost } from "./connection-lost.ts";
import { MeteredStream } from "./metered-stream.ts";

type StandardRequest = Parameters<ClientPeer["request"]>[0];
interface CallContext {
  streamId: string;
}

/** Calls over one connection, until it closes. Whatever fails, fails as an `AppError`. */
export class RpcSession implements ClientLink<ClientContext> {
  readonly #endpoint: MessageEndpoint;
  readonly #link: StandardRPCLink<CallContext>;
  #closed = false;
  #calls = 0;

  constructor(endpoint: MessageEndpoint) {
    this.#endpoint = endpoint;
    const peer = new ClientPeer((frame) => sendEncoded(endpoint, frame));
    endpoint.onClose(() => {
      this.#closed = true;
      peer.close();
    });
    // A frame that cannot be read ends the connection; the calls that wait on it fail then.
    endpoint.onFrame((frame) => void peer.message(frame).catch(() => endpoint.close()));
    const send = async (request: StandardRequest) => {
      const response = await peer.request(request);
      return { ...response, body: () => Promise.resolve(response.body) };
    };
    this.#link = new StandardRPCLink<CallContext>(
      { call: send },
      { url: "http://orpc", headers: ({ context }) => ({ [streamIdHeader]: context.streamId }) },
    );
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const { signal } = options;
    const streamId = String((this.#calls += 1));
    const mapError = (error: unknown) => this.#toAppError(error, signal);
    try {
      if (this.#closed) throw connectionLost();
      const output = await this.#link.call(path, input, { ...options, context: { streamId } });
      if (!isAsyncIterator(output)) return output;
      const grant = (values: number) => this.#endpoint.send(encodeCredit({ streamId, values }));
      return new MeteredStream(output, { grant, mapError });
    } catch (error) {
      throw mapError(error);
    }
  }

  #toAppError(error: unknown, signal: AbortSignal | undefined): AppError {
    if (error instanceof AppError) return error;
    if (error instanceof ORPCError) {
      const data = AppErrorData.safeParse(error.data);
      if (data.success) return AppError.fromData(data.data);
    }
    if (signal?.aborted) return new AppError("CANCELLED", "This was cancelled.", { cause: error });
    if (this.#closed) return connectionLost();
    return new AppError("INTERNAL", "The answer of the app could not be read.", { cause: error });
  }
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value && "next" in value;
}
