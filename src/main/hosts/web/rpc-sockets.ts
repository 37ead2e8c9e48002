import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { RpcServer } from "../transport/rpc-server.ts";
import { webSocketEndpoint } from "../transport/web-socket-endpoint.ts";

/** Room for the largest input of the contract: editor tabs and upload plans of 100,000 paths. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
/** A peer that has not answered a ping by the next one is gone (a tunnel that broke without closing). */
const PING_EVERY_MS = 30_000;

/** The WebSockets over which pages call. */
export class RpcSockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  readonly #rpc: RpcServer;

  constructor(rpc: RpcServer) {
    this.#rpc = rpc;
  }

  /** Takes over an upgrade request that has been let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      // "close" follows every error and is where the connection ends.
      webSocket.on("error", () => {});
      dropWhenSilent(webSocket);
      this.#rpc.serve(webSocketEndpoint(webSocket));
    });
  }

  close(): void {
    // 1001: going away (RFC 6455, section 7.4.1).
    for (const socket of this.#server.clients) socket.close(1001);
    this.#server.close();
  }
}

function dropWhenSilent(socket: WebSocket): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) socket.terminate();
    answered = false;
    socket.ping();
  }, PING_EVERY_MS);
  timer.unref();
  socket.on("pong", () => (answered = true));
  socket.once("close", () => clearInterval(timer));
}
