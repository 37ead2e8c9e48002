import type { AnyRouter } from "@orpc/server";
import { StandardRPCHandler } from "@orpc/server/standard";
import { createServerPeerHandleRequestFn } from "@orpc/server/standard-peer";
import { ServerPeer } from "@orpc/standard-server-peer";
import { AppError } from "../../../shared/domain/app-error.ts";
import { decodeCredit, isStreamId, streamIdHeader } from "../../../shared/transport/flow-control.ts";
import { sendEncoded, type MessageEndpoint } from "../../../shared/transport/message-endpoint.ts";
import { log } from "../../log.ts";
import { RelayedStream } from "./relayed-stream.ts";
import { toRpcError, unknownProcedure } from "./rpc-errors.ts";
import { ConnectionCredit } from "./stream-credit.ts";

interface CallContext {
  credit: ConnectionCredit;
  /** Set from the request's header. */
  streamId?: string;
}

export interface RpcServer {
  /** Answers the calls of one connection until it closes; then its calls are aborted. */
  serve(endpoint: MessageEndpoint): void;
}

/**
 * Serves a router on any number of connections: the one place that decides how calls, failures and streams cross,
 * whatever carries them.
 */
export function createRpcServer(router: AnyRouter): RpcServer {
  const handler = new StandardRPCHandler<CallContext>(router, {
    interceptors: [
      async (options) => {
        const procedure = options.request.url.pathname.slice(1).replaceAll("/", ".");
        const header = options.request.headers[streamIdHeader];
        const context = isStreamId(header) ? { ...options.context, streamId: header } : options.context;
        try {
          const result = await options.next({ ...options, context });
          if (!result.matched) throw unknownProcedure(procedure);
          return result;
        } catch (error) {
          throw toRpcError(error, procedure, options.request.signal);
        }
      },
    ],
    clientInterceptors: [
      async (options) => {
        const { context, path, signal } = options;
        const output: unknown = await options.next();
        if (!isAsyncIterator(output)) return output;
        return relay(output, context, path.join("."), signal ?? new AbortController().signal);
      },
    ],
  });
  return {
    serve(endpoint) {
      const credit = new ConnectionCredit();
      const peer = new ServerPeer((frame) => sendEncoded(endpoint, frame));
      const answer = createServerPeerHandleRequestFn(handler, { context: { credit } });
      endpoint.onClose(() => peer.close());
      endpoint.onFrame((frame) => {
        const granted = decodeCredit(frame);
        if (granted) return credit.grant(granted);
        peer.message(frame, answer).catch((error: unknown) => {
          log("warn", "connection closed for a frame that cannot be read", { error });
          endpoint.close();
        });
      });
    },
  };
}

function relay(source: AsyncIterator<unknown>, context: CallContext, procedure: string, signal: AbortSignal) {
  const { credit, streamId } = context;
  if (streamId === undefined) throw new AppError("INVALID_INPUT", `The request ${procedure} does not name its stream.`);
  return new RelayedStream(source, {
    credit: credit.open(streamId),
    signal,
    mapError: (error) => toRpcError(error, procedure, signal),
    onEnd: () => credit.close(streamId),
  });
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value && "next" in value;
}
