import { once } from "node:events";
import { createServer, request as requestOf, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultProxy } from "./fault-proxy.ts";
import {
  answer,
  changeHeaders,
  changeUrl,
  corrupt,
  hold,
  loseAnswer,
  reset,
  skewClock,
  truncate,
} from "./faults/fault.ts";

const MIB = 2 ** 20;
const text = "0123456789".repeat(10);

describe("the fault proxy", () => {
  let server: Server;
  let proxy: FaultProxy;
  /** What the server was asked, and how far each body came. */
  let asked: { url: string; headers: string[]; body: string; isWhole: boolean }[];
  let respond: (request: IncomingMessage, response: ServerResponse) => unknown;
  beforeEach(async () => {
    asked = [];
    respond = (_request, response) => response.end(text);
    server = createServer((request, response) => {
      const one = { url: request.url ?? "", headers: request.rawHeaders, body: "", isWhole: false };
      asked.push(one);
      request.on("data", (chunk) => (one.body += String(chunk))).on("error", () => response.destroy());
      request.on("end", () => (one.isWhole = true));
      respond(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    proxy = await FaultProxy.before(`http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`);
  });
  afterEach(async () => {
    await proxy[Symbol.asyncDispose]();
    server.close();
    server.closeAllConnections();
  });

  /** Sends a request and reads as much of the answer as comes. */
  async function ask(path: string, { method = "GET", headers = {}, body = "" } = {}) {
    const request = requestOf(`${proxy.endpoint}/`, { path, method, headers, agent: false });
    // Whoever awaits the response is told as well.
    request.on("error", () => undefined).end(body);
    const [response]: IncomingMessage[] = await once(request, "response");
    if (!response) throw new Error("no response");
    let got = "";
    let failure: unknown = null;
    try {
      for await (const chunk of response) got += String(chunk);
    } catch (error) {
      failure = error;
    }
    return { status: response.statusCode, headers: response.headers, body: got, failure };
  }
  const isReset = { code: "ECONNRESET" };

  it("passes on just what was sent, both ways, and records it", async () => {
    respond = async (request, response) => {
      await once(request, "end");
      response
        .writeHead(
          206,
          "Some",
          [
            ["X-One", "1"],
            ["x-Two", "zwei"],
            ["Content-Length", "100"],
          ].flat(),
        )
        .end(text);
    };
    const path = "/b/a/../%C3%A4//c?list=&x=%20+";
    const headers = { Host: "lake.example:1", "X-Signed": "Yes", Range: "bytes=0-99" };
    const got = await ask(path, { method: "PUT", headers, body: "body" });
    expect(got).toMatchObject({ status: 206, headers: { "x-one": "1", "x-two": "zwei" }, body: text, failure: null });
    expect(asked).toMatchObject([{ url: path, body: "body" }]);
    expect(asked[0]?.headers.join(" ")).toContain("Host lake.example:1 X-Signed Yes Range bytes=0-99");
    await proxy.settled();
    expect(proxy.requests).toMatchObject([
      {
        method: "PUT",
        url: path,
        path: "/b/a/../ä//c",
        range: "bytes=0-99",
        requestBytes: 4,
        responseBytes: 100,
        status: 206,
        outcome: "answered",
      },
    ]);
    expect(proxy.requests[0]?.query.get("x")).toBe("  ");
  });

  it("answers in the server's place what matches, as often as it was told", async () => {
    const fault = proxy.inject(answer(503, "slow", { "retry-after": "1" }), {
      method: "GET",
      path: /^\/bucket\//,
      query: { uploadId: true, partNumber: "2" },
      target: "AWSGlue.GetTables",
      skip: 1,
      times: 2,
    });
    const headers = { "x-amz-target": "AWSGlue.GetTables" };
    const path = "/bucket/key?uploadId=u&partNumber=2";
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await ask(path, { headers })).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(fault.count).toBe(2);
    expect(asked).toHaveLength(2);

    proxy.inject(answer(500), { method: "PUT" });
    proxy.inject(answer(500), { path: "/bucket" });
    proxy.inject(answer(500), { query: { partNumber: "3" } });
    proxy.inject(answer(500), { target: "AWSGlue.GetTable" });
    proxy.inject(answer(500), { when: ({ url }) => url.length > 1_000 });
    proxy.inject(answer(500), {}).remove();
    expect((await ask(path, { headers })).status).toBe(200);
  });

  it.each([1, 50])("resets the connection after %i bytes of a response", async (at) => {
    proxy.inject(reset("response", at));
    expect(await ask("/")).toMatchObject({ body: text.slice(0, at), failure: isReset });
    await proxy.settled();
    expect(proxy.requests).toMatchObject([{ outcome: "broken off", responseBytes: at, status: 200 }]);
  });

  it("resets the connection before anything of a response", async () => {
    proxy.inject(reset("response"));
    await expect(ask("/")).rejects.toMatchObject(isReset);
    await proxy.settled();
    expect(proxy.requests).toMatchObject([{ outcome: "broken off", responseBytes: 0, status: null }]);
    expect(asked).toMatchObject([{ isWhole: true }]);
  });

  it.each([1, 50])("resets the connection after %i bytes of a request, which reach the server", async (at) => {
    const closed = Promise.withResolvers<unknown>();
    respond = (request) => request.on("close", closed.resolve);
    proxy.inject(reset("request", at));
    await expect(ask("/", { method: "PUT", body: text })).rejects.toMatchObject(isReset);
    await closed.promise;
    expect(asked).toMatchObject([{ body: text.slice(0, at), isWhole: false }]);
    await proxy.settled();
    expect(proxy.requests).toMatchObject([{ outcome: "broken off", requestBytes: at, status: null }]);
  });

  it("resets the connection before the server hears of it", async () => {
    proxy.inject(reset("request"));
    await expect(ask("/", { method: "PUT", body: text })).rejects.toMatchObject(isReset);
    expect(asked).toEqual([]);
  });

  it.each([0, 50])("ends a response in order after %i bytes of those it promised", async (at) => {
    respond = (_request, response) => response.writeHead(200, { "content-length": text.length }).end(text);
    proxy.inject(truncate(at));
    const got = await ask("/");
    expect(got).toMatchObject({ headers: { "content-length": "100" }, body: text.slice(0, at), failure: isReset });
    expect(got.failure).toMatchObject({ message: "aborted" });
  });

  it("holds a response where it was told until it is released", async () => {
    const fault = proxy.inject(hold("response", 30));
    const request = requestOf(proxy.endpoint, { agent: false }).end();
    const [response]: IncomingMessage[] = await once(request, "response");
    let got = "";
    response?.on("data", (chunk) => (got += String(chunk)));
    await fault.happened;
    while (got.length < 30) await once(response ?? request, "data");
    expect(proxy.requests).toMatchObject([{ responseBytes: 30, outcome: "under way" }]);
    expect(got).toBe(text.slice(0, 30));
    fault.release();
    await once(response ?? request, "end");
    expect(got).toBe(text);
  });

  it("lets go of a response that it holds when the client is gone", async () => {
    const fault = proxy.inject(hold("response", 30));
    const request = requestOf(proxy.endpoint, { agent: false }).end();
    request.on("error", () => undefined);
    const [response]: IncomingMessage[] = await once(request, "response");
    response?.on("error", () => undefined);
    await fault.happened;
    request.destroy();
    await proxy.settled();
    expect(proxy.requests).toMatchObject([{ outcome: expect.not.stringContaining("under way") }]);
  });

  it("holds a request before the server hears of it, and lets go of one whose client is gone", async () => {
    const fault = proxy.inject(hold("request"), { times: 2 });
    const [first, second] = [ask("/first"), requestOf(`${proxy.endpoint}/second`).end()];
    await fault.happened;
    await expect.poll(() => fault.count).toBe(2);
    expect(asked).toEqual([]);
    expect(proxy).toMatchObject({ openSockets: 2, mostAtOnce: 2 });
    second.destroy();
    second.on("error", () => undefined);
    await expect.poll(() => proxy.openSockets).toBe(1);
    fault.release();
    expect(await first).toMatchObject({ status: 200 });
    await proxy.settled();
    expect(proxy.requests.map(({ outcome }) => outcome)).toEqual(["answered", "broken off"]);
  });

  it("changes one byte, and only that", async () => {
    proxy.inject(corrupt("response", 7));
    proxy.inject(corrupt("request", 99));
    const { body } = await ask("/", { method: "PUT", body: text });
    // The byte is no text by itself any more, and reads as a sign for that.
    expect(body).toBe(`${text.slice(0, 7)}\ufffd${text.slice(8)}`);
    expect(asked).toMatchObject([{ body: `${text.slice(0, 99)}\ufffd` }]);
  });

  it("changes heads and addresses, and shifts the clock", async () => {
    const date = new Date("2026-01-01T12:00:00Z");
    respond = (_request, response) => response.writeHead(200, { etag: "a", date: date.toUTCString() }).end();
    proxy.inject(changeHeaders((headers) => headers.set("etag", "b")));
    proxy.inject(skewClock(20 * 60_000));
    proxy.inject(changeUrl((url) => url.replace("delimiter=", "ignored=")));
    const { headers } = await ask("/?delimiter=/&a");
    expect(headers).toMatchObject({ etag: "b", date: "Thu, 01 Jan 2026 12:20:00 GMT" });
    expect(asked).toMatchObject([{ url: "/?ignored=/&a" }]);
  });

  it("loses the answer to what the server has done", async () => {
    proxy.inject(loseAnswer());
    await expect(ask("/", { method: "PUT", body: text })).rejects.toMatchObject(isReset);
    expect(asked).toMatchObject([{ body: text, isWhole: true }]);
    expect(await ask("/")).toMatchObject({ status: 200 });
  });

  it("leaves it to the server whether a body is wanted", async () => {
    server.on("checkContinue", (request, response) => {
      if (request.url === "/no") return response.writeHead(403).end();
      response.writeContinue();
      return request.resume().on("end", () => response.end("taken"));
    });
    for (const [path, wanted] of [
      ["/no", false],
      ["/yes", true],
    ] as const) {
      const request = requestOf(proxy.endpoint + path, { method: "PUT", headers: { Expect: "100-continue" } });
      let isContinued = false;
      request.on("continue", () => {
        isContinued = true;
        request.end(text);
      });
      request.flushHeaders();
      const [response]: IncomingMessage[] = await once(request, "response");
      expect([response?.statusCode, isContinued]).toEqual(wanted ? [200, true] : [403, false]);
      request.destroy();
    }
  });

  it("tells the server when the client is gone", async () => {
    const gone = Promise.withResolvers<unknown>();
    respond = (_request, response) => response.on("close", gone.resolve).write(text);
    const request = requestOf(proxy.endpoint).end();
    await once(request, "response");
    request.on("error", () => undefined).destroy();
    await gone.promise;
    await proxy.settled();
    expect(proxy.requests).toMatchObject([{ outcome: "broken off" }]);
  });

  it("takes no more of a body than its reader does, either way", async () => {
    let made = 0;
    const block = Buffer.alloc(MIB);
    const pour = async (into: NodeJS.WritableStream) => {
      for (let count = 0; count < 48; count += 1) {
        made += MIB;
        if (!into.write(block)) await once(into, "drain");
      }
      into.end();
    };
    /** Gives a body that runs ahead every chance to: it passes the same loop again and again. */
    const meanwhile = async () => {
      for (let round = 0; round < 60; round += 1) await ask("/small");
    };
    let startReading = () => {};
    respond = (request, response) => {
      if (request.url === "/small") return response.end();
      if (request.url === "/down") return pour(response);
      startReading = () => request.resume();
      request.removeAllListeners("data").pause();
      return request.on("end", () => response.end());
    };

    const down = requestOf(`${proxy.endpoint}/down`).end();
    const [response]: IncomingMessage[] = await once(down, "response");
    await meanwhile();
    expect(made).toBeLessThan(24 * MIB);
    let got = 0;
    for await (const chunk of response ?? []) got += Buffer.from(chunk).byteLength;
    expect(got).toBe(48 * MIB);

    made = 0;
    const up = requestOf(`${proxy.endpoint}/up`, { method: "PUT" });
    const pouring = pour(up);
    await meanwhile();
    expect(made).toBeLessThan(24 * MIB);
    startReading();
    await Promise.all([once(up, "response"), pouring]);
    await proxy.settled();
    expect(proxy.requests.find(({ path }) => path === "/up")).toMatchObject({ requestBytes: 48 * MIB });
  });
});
