import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { AppError } from "../../../shared/domain/app-error.ts";
import { RendererFiles } from "../renderer-files.ts";
import { createRpcServer } from "../transport/rpc-server.ts";
import { Access } from "./access.ts";
import { Downloads } from "./downloads.ts";
import { createHttpServer, listen } from "./http-server.ts";
import { RpcSockets } from "./rpc-sockets.ts";
import { Uploads } from "./uploads.ts";

const access = new Access();
const uploads = new Uploads();
const downloads = new Downloads();
let folder: string;
let port: number;
let host: string;
let server: ReturnType<typeof createHttpServer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakeshore-http-"));
  await mkdir(join(folder, "renderer/assets"), { recursive: true });
  await writeFile(join(folder, "secret.js"), "secret");
  await writeFile(join(folder, "renderer/index.html"), '<p nonce="__CSP_NONCE__">Lakeshore</p>');
  await writeFile(join(folder, "renderer/assets/app.js"), "let a = 1;");
  const files = await RendererFiles.read(join(folder, "renderer"));
  server = createHttpServer({ access, files, uploads, downloads, sockets: new RpcSockets(createRpcServer({})) });
  port = await listen(server, 0);
  host = `127.0.0.1:${port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface SendOptions extends Omit<RequestOptions, "headers"> {
  headers?: Record<string, string>;
  body?: string;
}

/** A request with its path and headers just as they are written: `fetch` would tidy both. */
function send(path: string, options: SendOptions = {}): Promise<Answer> {
  const headers = { host, cookie: cookie(), ...options.headers };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ ...options, host: "127.0.0.1", port, path, headers }, (response) => {
      let body = "";
      response.on("data", (data) => (body += String(data)));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on("error", reject);
    request.end(options.body);
  });
}

const cookie = () => access.cookie.split(";")[0] ?? "";
const fromPage = () => ({ origin: `http://${host}` });

describe("the first address", () => {
  test("exchanges the token for a cookie that pages cannot read, and takes it out of the address", async () => {
    const { status, headers } = await send(`/lakes/1?token=${access.token}&tab=2`, { headers: { cookie: "" } });
    expect(status).toBe(303);
    expect(headers.location).toBe("/lakes/1?tab=2");
    expect(headers["set-cookie"]?.[0]).toMatch(/^lakeshore-\w+=\S+; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  test("does not lead to another host", async () => {
    const { headers } = await send(`//example.com/?token=${access.token}`, { headers: { cookie: "" } });
    expect(headers.location).toBe("/example.com/");
  });

  test.each(["/?token=wrong", "/?token=", "/", "/assets/app.js"])("is refused without the token: %s", async (path) => {
    const { status, body } = await send(path, { headers: { cookie: "" } });
    expect(status).toBe(401);
    expect(body).not.toContain("nonce");
  });

  test("is refused with a wrong cookie", async () => {
    expect((await send("/", { headers: { cookie: `${cookie()}x` } })).status).toBe(401);
  });
});

describe("requests of others", () => {
  test.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.2", "192.168.0.1"])(
    "are refused by host name %j, which a rebound DNS name has",
    async (foreign) => expect((await send("/", { headers: { host: foreign } })).status).toBe(403),
  );

  test("are refused by host name also when they bring the token", async () => {
    const { status, headers } = await send(`/?token=${access.token}`, { headers: { host: "evil.example" } });
    expect(status).toBe(403);
    expect(headers["set-cookie"]).toBeUndefined();
  });

  test("may come through a tunnel that ends at another port", async () => {
    expect((await send("/", { headers: { host: "localhost:8080" } })).status).toBe(200);
  });

  test.each(["http://evil.example", "http://127.0.0.1:1", "null", "https://127.0.0.1"])(
    "are refused by origin %s",
    async (origin) => expect((await send("/", { headers: { origin } })).status).toBe(403),
  );

  test("are refused as sub-resources of other sites", async () => {
    expect((await send("/assets/app.js", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect((await send("/assets/app.js", { headers: { "sec-fetch-site": "same-site" } })).status).toBe(403);
  });

  const foreignOrigin = { origin: "http://evil.example" };
  test.each([
    ["a foreign origin", 403, () => ({ cookie: cookie(), ...foreignOrigin })],
    ["no origin", 403, () => ({ cookie: cookie() })],
    ["a foreign host", 403, () => ({ cookie: cookie(), host: "evil.example", ...foreignOrigin })],
    ["no cookie", 401, () => fromPage()],
  ] as const)("do not get a socket with %s", async (_what, expected, headers) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers: headers() });
    const status = await new Promise((resolve) => {
      socket.on("unexpected-response", (request, response) => {
        request.destroy();
        resolve(response.statusCode);
      });
      socket.on("open", () => resolve(101));
    });
    expect(status).toBe(expected);
  });

  test("our own page does get a socket", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers: { cookie: cookie(), ...fromPage() } });
    await new Promise((resolve) => socket.on("open", resolve));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });
});

describe("pages", () => {
  test("have a policy with a nonce of their own and are not kept", async () => {
    const first = await send("/");
    const second = await send("/lakes/1", { headers: { "sec-fetch-mode": "navigate" } });
    const nonce = /'nonce-([^']+)'/.exec(String(first.headers["content-security-policy"]))?.[1];
    expect(first.body).toBe(`<p nonce="${nonce}">Lakeshore</p>`);
    expect(second.body).not.toBe(first.body);
    expect(first.headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });

  test("are the renderer's files and nothing else", async () => {
    const { status, body, headers } = await send("/assets/app.js");
    expect([status, body]).toEqual([200, "let a = 1;"]);
    expect(headers["content-type"]).toContain("text/javascript");
    expect((await send("/assets/other.js")).status).toBe(404);
    expect((await send("/", { method: "POST" })).status).toBe(405);
  });

  test("open at every address inside the app, whatever the names of objects in it", async () => {
    for (const path of ["/lake/1/zone/raw/a%5Cb", "/lake/1/zone/raw/..%2Fx.csv", "/lake/1/zone/raw/%F0%9F%8F%9E"]) {
      const { status, body } = await send(path, { headers: { "sec-fetch-mode": "navigate" } });
      expect([status, body]).toEqual([200, expect.stringContaining("Lakeshore")]);
    }
  });

  test.each([
    "/../secret.js",
    "/assets/../../secret.js",
    "/..%2fsecret.js",
    "/%2e%2e/secret.js",
    "/%2e%2e%2fsecret.js",
    "/..%5csecret.js",
    "/assets/..%00/secret.js",
    "/%252e%252e/secret.js",
    "//etc/passwd",
    "/%ff",
    "http://127.0.0.1/secret.js",
  ])("do not climb out of their folder by %s", async (path) => {
    const { status, body } = await send(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/secret|root:/);
  });
});

describe("uploads", () => {
  test("hand over the bytes once, from our own page", async () => {
    const chunks: string[] = [];
    const { url } = uploads.accept(async (body) => {
      for await (const chunk of body) chunks.push(Buffer.from(chunk).toString());
    });
    expect(
      (await send(url, { method: "PUT", body: "stolen", headers: { origin: "http://evil.example" } })).status,
    ).toBe(403);
    expect((await send(url, { method: "PUT", body: "stolen", headers: { cookie: "", ...fromPage() } })).status).toBe(
      401,
    );
    expect((await send(url, { method: "PUT", body: "bytes", headers: fromPage() })).status).toBe(204);
    expect(chunks.join("")).toBe("bytes");
    expect((await send(url, { method: "PUT", body: "again", headers: fromPage() })).status).toBe(404);
  });

  test("answer with the error of the receiver", async () => {
    const { url } = uploads.accept(() => Promise.reject(new AppError("OUT_OF_SPACE", "The disk is full.")));
    const { status, body } = await send(url, { method: "PUT", body: "bytes", headers: fromPage() });
    expect(status).toBe(422);
    expect(JSON.parse(body)).toMatchObject({ code: "OUT_OF_SPACE", message: "The disk is full." });
  });

  test("are read only as fast as they are consumed", async () => {
    const gate = Promise.withResolvers<void>();
    const { url } = uploads.accept(async (body) => {
      for await (const chunk of body) if (chunk.length > 0) await gate.promise;
    });
    let sent = 0;
    const request = httpRequest({ port, path: url, method: "PUT", headers: { host, cookie: cookie(), ...fromPage() } });
    const block = Buffer.alloc(64 * 1024);
    const pump = () => {
      while (sent < 64 * 1024 * 1024) {
        sent += block.length;
        if (!request.write(block)) {
          request.once("drain", pump);
          return;
        }
      }
      request.end();
    };
    const done = new Promise((resolve) => request.on("response", resolve));
    pump();
    // What the sockets of both ends take is a few megabytes; then the sender has to wait.
    let last = -1;
    await vi.waitFor(() => {
      const before = last;
      last = sent;
      expect(sent).toBe(before);
    });
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    gate.resolve();
    await done;
  });

  test("that break off reach the receiver", async () => {
    const started = Promise.withResolvers<void>();
    const outcome = Promise.withResolvers<{ signal: AbortSignal; error: unknown }>();
    const { url } = uploads.accept(async (body, signal) => {
      try {
        for await (const chunk of body) if (chunk.length > 0) started.resolve();
      } catch (error) {
        outcome.resolve({ signal, error });
        throw error;
      }
    });
    const request = httpRequest({
      port,
      path: url,
      method: "PUT",
      headers: { host, cookie: cookie(), ...fromPage(), "content-length": 1000 },
    });
    request.on("error", () => {});
    request.write("half");
    await started.promise;
    request.destroy();
    const { signal, error } = await outcome.promise;
    expect(error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(signal.aborted).toBe(true);
  });

  test("that are closed by the app abort the sender", async () => {
    const started = Promise.withResolvers<void>();
    const { url, close } = uploads.accept(async (body, signal) => {
      started.resolve();
      for await (const chunk of body) if (chunk.length > 0) signal.throwIfAborted();
    });
    const request = httpRequest({
      port,
      path: url,
      method: "PUT",
      headers: { host, cookie: cookie(), ...fromPage(), "content-length": 1000 },
    });
    const failed = new Promise((resolve) => request.on("error", resolve));
    request.write("half");
    await started.promise;
    close();
    await failed;
    expect((await send(url, { method: "PUT", headers: fromPage() })).status).toBe(404);
  });
});

describe("downloads", () => {
  test("give the file its name and end once it was taken", async () => {
    const path = join(folder, "result.csv");
    await writeFile(path, "a,b\n1,2\n");
    const { url } = downloads.offer({ path, name: 'Größe "2024".csv' });
    expect((await send(url, { headers: { cookie: "" } })).status).toBe(401);
    const { status, body, headers } = await send(url);
    expect([status, body]).toEqual([200, "a,b\n1,2\n"]);
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="Gr__e _2024_.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%222024%22.csv`,
    );
    expect((await send(url)).status).toBe(404);
  });

  test("can be tried again after breaking off", async () => {
    const path = join(folder, "large.bin");
    await writeFile(path, Buffer.alloc(32 * 1024 * 1024));
    const { url } = downloads.offer({ path, name: "large.bin" });
    await new Promise<void>((resolve) => {
      const request = httpRequest({ port, path: url, headers: { host, cookie: cookie() } }, (response) => {
        response.once("data", () => {
          request.destroy();
          resolve();
        });
      });
      request.on("error", () => {});
      request.end();
    });
    await vi.waitFor(async () => expect((await send(url, { method: "HEAD" })).status).toBe(200));
    expect((await send(url)).body).toHaveLength(32 * 1024 * 1024);
  });

  test("say so when the file is gone", async () => {
    const { url } = downloads.offer({ path: join(folder, "gone.csv"), name: "gone.csv" });
    expect((await send(url)).status).toBe(404);
  });

  test("of an empty file are empty", async () => {
    const path = join(folder, "empty.csv");
    await writeFile(path, "");
    expect((await send(downloads.offer({ path, name: "empty.csv" }).url)).body).toBe("");
  });
});
