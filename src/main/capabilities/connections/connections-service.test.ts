import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection, Endpoint } from "../../../shared/domain/connection.ts";
import { SessionSecrets } from "../../hosts/session-secrets.ts";
import type { ConnectionAccess } from "../../lake/connection-access.ts";
import { AppDatabase } from "../../state/app-database.ts";
import { ConnectionsService } from "./index.ts";

let folder: string;
let database: AppDatabase;
let lakes: string[];
let renewed: string[];
let signedIn: string[];
let connections: ConnectionsService;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "connections-"));
  database = new AppDatabase(join(folder, "app.db"));
  lakes = [];
  renewed = [];
  signedIn = [];
  connections = opened();
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

function opened(): ConnectionsService {
  const unused = () => {
    throw new Error("nothing here reaches the network");
  };
  const access: ConnectionAccess = {
    profiles: unused,
    buckets: unused,
    prefixes: unused,
    test: unused,
    async *signIn() {
      yield { kind: "mfa", promptId: "p", serial: "s" };
      yield { kind: "done", principal: "ana" };
    },
    answerMfa: unused,
    traffic: unused,
    renew: async (id) => void renewed.push(id),
  };
  return new ConnectionsService({
    database,
    secrets: new SessionSecrets(),
    access: async () => access,
    lakesOf: () => lakes,
    onSignedIn: async (id) => void signedIn.push(id),
  });
}

const endpoint: Endpoint = {
  url: "https://store.example.org",
  pathStyle: true,
  caFile: null,
  allowPlainHttp: false,
  checksums: "when-required",
  services: "s3",
};
const store: Connection = {
  id: "c1",
  name: "Store",
  signIn: { kind: "keys", accessKeyId: "AK" },
  region: "us-east-1",
  endpoint,
};
const aws: Connection = { ...store, id: "c2", name: "AWS", signIn: { kind: "environment" }, endpoint: null };

describe("connections", () => {
  it("are listed by name after a restart, and say whether their secret is there", async () => {
    await connections.save({ connection: store, secretKey: "very secret" });
    await connections.save({ connection: { ...aws, name: "  AWS " }, secretKey: null });
    expect(await connections.list()).toEqual([
      { ...aws, hasSecret: null, keepsSecret: false },
      { ...store, hasSecret: true, keepsSecret: false },
    ]);
    connections = opened();
    expect(await connections.list()).toMatchObject([{ name: "AWS" }, { name: "Store", hasSecret: false }]);
  });

  it("keep the secret that is there when none is typed, and drop it when it is not needed any more", async () => {
    await connections.save({ connection: store, secretKey: "very secret" });
    await connections.save({ connection: { ...store, name: "Other" }, secretKey: null });
    expect(await connections.secretKey("c1")).toBe("very secret");
    await connections.save({ connection: { ...store, signIn: { kind: "anonymous" } }, secretKey: null });
    expect(await connections.secretKey("c1")).toBeNull();
    expect(renewed).toEqual(["c1", "c1", "c1"]);
  });

  it("write no secret to the database", async () => {
    await connections.save({ connection: store, secretKey: "very secret" });
    for (const file of await readdir(folder)) {
      expect(await readFile(join(folder, file), "latin1")).not.toContain("very secret");
    }
  });

  it("have names of their own, whatever the case", async () => {
    await connections.save({ connection: store, secretKey: null });
    await expect(connections.save({ connection: { ...aws, name: "STORE" }, secretKey: null })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
    await expect(connections.save({ connection: { ...aws, name: " " }, secretKey: null })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });

  it("send nothing in the open to another machine unless that was allowed", async () => {
    const plain = (url: string, allowPlainHttp: boolean) =>
      connections.save({ connection: { ...store, endpoint: { ...endpoint, url, allowPlainHttp } }, secretKey: null });
    await expect(plain("http://store.lan:9000", false)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(plain("http://store.lan:9000", true)).resolves.toMatchObject({ id: "c1" });
    await expect(plain("http://127.0.0.1:9000", false)).resolves.toMatchObject({ id: "c1" });
    await expect(plain("https://ak:sk@store.lan", false)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("stay while a lake uses them, and take their secret along when they go", async () => {
    await connections.save({ connection: store, secretKey: "very secret" });
    lakes = ["Sales"];
    await expect(connections.remove("c1")).rejects.toMatchObject({ code: "CONFLICT", details: { lake: "Sales" } });
    lakes = [];
    await connections.remove("c1");
    expect(await connections.list()).toEqual([]);
    expect(await connections.secretKey("c1")).toBeNull();
    expect(() => connections.get("c1")).toThrow("not there any more");
  });

  it("tell that someone has signed in once it is done, and not before", async () => {
    const seen: string[] = [];
    for await (const { kind } of connections.signIn("c1", { signal: new AbortController().signal })) {
      seen.push(`${kind} ${signedIn.join()}`);
    }
    expect(seen).toEqual(["mfa ", "done c1"]);
  });
});
