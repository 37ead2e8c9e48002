import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { AppError } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { RendererFiles } from "../renderer-files.ts";
import type { Access } from "./access.ts";
import type { Downloads } from "./downloads.ts";
import { sendPage } from "./pages.ts";
import { commonHeaders, sendText } from "./responses.ts";
import type { RpcSockets } from "./rpc-sockets.ts";
import type { Uploads } from "./uploads.ts";

export interface HttpServerParts {
  access: Access;
  files: RendererFiles;
  uploads: Uploads;
  downloads: Downloads;
  sockets: RpcSockets;
}

/** The browser host's server: pages, calls (WebSocket at /rpc), uploads and downloads, each behind `Access`. */
export function createHttpServer(parts: HttpServerParts): Server {
  // Uploads last as long as they last; headers still have to come in time.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      if (!isDisconnect(error)) log("error", "request failed", { error });
      if (response.headersSent) response.destroy();
      else sendText(response, 500, "Something in Lakeshore went wrong.");
    });
  });
  server.on("upgrade", (request, socket, head) => upgrade(parts, request, socket, head));
  return server;
}

/** Listens on 127.0.0.1. CONFLICT when the port is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      const message = taken ? `Port ${port} is in use.` : `Port ${port} cannot be listened on: ${cause.message}.`;
      reject(new AppError(taken ? "CONFLICT" : "UNAVAILABLE", message, { hint: "Name another with --port N.", cause }));
    };
    server.once("error", onError);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", onError);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

async function answer(parts: HttpServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { access, files, uploads, downloads } = parts;
  const url = requestUrl(request);
  if (!url) return sendText(response, 400, "This address is not valid.");
  const token = url.searchParams.get("token");
  if (token !== null && !access.refuseAddress(request, { fromPage: false }) && access.isToken(token)) {
    return exchangeToken(access, url, response);
  }
  const refusal = access.refuse(request, { fromPage: uploads.owns(url.pathname) });
  if (refusal) return sendText(response, refusal.status, refusal.reason);
  if (uploads.owns(url.pathname)) return uploads.handle(url.pathname, request, response);
  if (downloads.owns(url.pathname)) return downloads.handle(url.pathname, request, response);
  if (request.method !== "GET" && request.method !== "HEAD") return sendText(response, 405, "Pages are read with GET.");
  return sendPage(files, url, request, response);
}

/** Takes the token out of the address bar and gives the cookie instead. */
function exchangeToken(access: Access, url: URL, response: ServerResponse): void {
  url.searchParams.delete("token");
  // A path that begins with two slashes would name another host.
  const location = `/${url.pathname.replace(/^\/+/, "")}${url.search}`;
  response.writeHead(303, {
    ...commonHeaders,
    Location: location,
    "Set-Cookie": access.cookie,
    "Cache-Control": "no-store",
  });
  response.end();
}

function upgrade({ access, sockets }: HttpServerParts, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const refusal = access.refuse(request, { fromPage: true });
  if (!refusal && requestUrl(request)?.pathname === "/rpc") return sockets.accept(request, socket, head);
  const status = refusal ? `${refusal.status} Refused` : "404 Not Found";
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Null for what is not a path on this server. */
function requestUrl(request: IncomingMessage): URL | null {
  const target = request.url ?? "";
  return target.startsWith("/") && URL.canParse(`http://127.0.0.1${target}`)
    ? new URL(`http://127.0.0.1${target}`)
    : null;
}

function isDisconnect(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET" || code === "EPIPE";
}
