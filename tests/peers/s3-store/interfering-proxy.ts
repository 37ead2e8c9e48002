import { type ClientRequest, type IncomingMessage, type ServerResponse, createServer, request } from "node:http";

/** What happens to one request: null passes it on. */
export type Interference =
  | { kind: "answer"; status: number; body: string }
  /** The server does it, and the client never hears of it. */
  | { kind: "lose-answer" }
  /** The body breaks off after so many bytes. */
  | { kind: "cut-body"; after: number }
  /** The server is asked for something else. */
  | { kind: "rewrite"; url: string }
  | null;

export interface InterferingProxy {
  url: string;
  requests: { method: string; url: string }[];
  close: () => Promise<void>;
}

/** A proxy before a server that interferes with requests as `decide` says. */
export async function interferingProxy(
  target: string,
  decide: (method: string, url: string) => Interference,
): Promise<InterferingProxy> {
  const requests: InterferingProxy["requests"] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url = "/" } = incoming;
    requests.push({ method, url });
    const what = decide(method, url);
    if (what?.kind === "answer") {
      incoming.resume();
      outgoing.writeHead(what.status, { "content-type": "application/xml" }).end(what.body);
      return;
    }
    const path = what?.kind === "rewrite" ? what.url : url;
    const passed = request(new URL(path, target), { method, headers: incoming.headers }, (answer) =>
      passBack(answer, outgoing, what),
    );
    passed.on("error", () => outgoing.destroy());
    pass(incoming, passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(incoming: IncomingMessage, passed: ClientRequest): void {
  incoming.pipe(passed);
  incoming.on("close", () => {
    if (!incoming.complete) passed.destroy();
  });
}

function passBack(answer: IncomingMessage, outgoing: ServerResponse, what: Interference): void {
  if (what?.kind === "lose-answer") {
    answer.resume().on("end", () => outgoing.destroy());
    return;
  }
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  if (what?.kind !== "cut-body") {
    answer.pipe(outgoing);
    return;
  }
  let left = what.after;
  answer.on("data", (chunk: Buffer) => {
    if (left <= 0) return;
    outgoing.write(chunk.subarray(0, left), () => {
      if (left <= 0) outgoing.destroy();
    });
    left -= chunk.byteLength;
  });
}
