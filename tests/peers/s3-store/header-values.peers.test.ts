import { randomUUID } from "node:crypto";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ObjectChange } from "../../../src/shared/domain/object-details.ts";
import { describeWithPeers, rgw, s3Peers } from "../peer-servers.ts";
import { FaultProxy } from "../fault-proxy.ts";
import { changeHeaders } from "../faults/fault.ts";
import { type TestBucket, testBucket } from "./s3-test-bucket.ts";
import { bytes, signal } from "./store-calls.ts";

const MIB = 1024 * 1024;
const BODY = Buffer.alloc(6 * MIB, "x");
const small = { copyBytes: 5 * MIB, copyPartBytes: 5 * MIB };

for (const { name, server } of s3Peers) {
  describeWithPeers([name], "headers of objects of its S3", () => {
    let bucket: TestBucket;
    beforeAll(async () => {
      bucket = await testBucket(server());
    }, 60_000);
    afterAll(() => bucket.dispose(), 60_000);

    /** Puts an object whose Expires is what another program wrote there: the SDK takes moments alone. */
    async function putExpiring(expires: string): Promise<string> {
      const key = randomUUID();
      const command = new PutObjectCommand({ Bucket: bucket.bucket, Key: `lake/${key}`, Body: BODY });
      command.middlewareStack.add(
        (next) => (args) => {
          const { request } = args;
          if (typeof request === "object" && request !== null && "headers" in request) {
            Object.assign(request.headers ?? {}, { expires });
          }
          return next(args);
        },
        { step: "build", name: "rawExpires" },
      );
      await bucket.client.send(command);
      return key;
    }

    const expiresOf = async (key: string) =>
      (await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.bucket, Key: `lake/${key}` }))).ExpiresString;

    it.each(["0", "-1", "Thu, 01 Jan 2099 00:00:00 GMT"])(
      "keeps an Expires of “%s” in a copy in parts",
      async (said) => {
        const key = await putExpiring(said);
        expect(await expiresOf(key)).toBe(said);
        await bucket.store({ limits: small }).copy(key, `${key}-copy`, { mode: "create", signal });
        expect(await expiresOf(`${key}-copy`)).toBe(said);
      },
    );

    it.each([
      { way: "at once", limits: {} },
      { way: "in parts", limits: small },
    ])("keeps an Expires that is no moment when metadata are changed $way", async ({ limits }) => {
      const key = await putExpiring("never");
      const { details } = bucket.store({ limits });
      const { etag } = await details.describe(key, { signal });
      const changed = await details.change(key, { metadata: { a: "b" } }, { ifMatch: etag, signal });
      expect(changed.metadata).toEqual({ a: "b" });
      expect(await expiresOf(key)).toBe("never");
    });

    it("keeps metadata in any script", async () => {
      const store = bucket.store();
      const { etag } = await store.write("script.txt", bytes("x"), { mode: "create", signal });
      const metadata = {
        owner: "Zoë Müller",
        place: "東京 — 日本",
        long: "é".repeat(300),
        plain: "a=b?c_d",
        mark: "=?what?=",
      };
      const changed = await store.details.change("script.txt", { metadata }, { ifMatch: etag, signal });
      expect(changed.metadata).toEqual(metadata);
      // A change of something else takes them along.
      const again = await store.details.change(
        "script.txt",
        { contentType: "text/x-other" },
        { ifMatch: changed.etag, signal },
      );
      expect(again).toMatchObject({ metadata, contentType: "text/x-other" });
      const { Metadata = {} } = await bucket.client.send(
        new HeadObjectCommand({ Bucket: bucket.bucket, Key: "lake/script.txt" }),
      );
      expect(Object.values(Metadata).join("")).toMatch(/^[\x20-\x7e]+$/);
    });

    it("refuses names of metadata and types that no header takes, and leaves the object", async () => {
      const store = bucket.store();
      const { etag } = await store.write("refused.txt", bytes("x"), { mode: "create", signal });
      const changes: ObjectChange[] = [
        { metadata: { größe: "1" } },
        { metadata: { "two words": "1" } },
        { metadata: { lines: "one\ntwo" } },
        { contentType: "text/plain; name=é" },
      ];
      for (const change of changes) {
        const changing = store.details.change("refused.txt", change, { ifMatch: etag, signal });
        await expect(changing).rejects.toMatchObject({
          code: "INVALID_INPUT",
          message: expect.stringMatching(/größe|two words|lines|é/),
        });
      }
      const { Body } = await bucket.client.send(
        new GetObjectCommand({ Bucket: bucket.bucket, Key: "lake/refused.txt" }),
      );
      expect(await Body?.transformToString()).toBe("x");
    });
  });
}

describeWithPeers(["rgw"], "metadata of S3 that another program wrote", () => {
  it.each([
    { written: "=?UTF-8?Q?Zo=C3=AB_M=C3=BCller?=", read: "Zoë Müller" },
    { written: "=?UTF-8?B?5p2x?= =?UTF-8?B?5Lqs?=", read: "東京" },
    { written: "=?iso-8859-1?q?caf=E9?=", read: "café" },
    { written: "=?no-such-set?Q?caf=E9?=", read: "=?no-such-set?Q?caf=E9?=" },
    // Not to be written here, and no reason to refuse another change.
    { written: "=?UTF-8?B?b25lCnR3bw==?=", read: "one\ntwo" },
    // As they arrive where a store sends bytes of UTF-8 as they are.
    { written: "Zoë", read: "Zoë" },
  ])("are shown in its script: $read", async ({ written, read }) => {
    const bucket = await testBucket(rgw());
    const proxy = await FaultProxy.before(rgw().endpoint);
    try {
      await bucket.store().write("a.txt", bytes("x"), { mode: "create", signal });
      proxy.inject(
        changeHeaders((headers) => headers.set("x-amz-meta-owner", written)),
        { method: "HEAD", times: Infinity },
      );
      const { details } = bucket.store({ client: bucket.clientAt(proxy.endpoint) });
      const facts = await details.describe("a.txt", { signal });
      expect(facts.metadata).toEqual({ owner: read });
      // What stands there goes with any other change.
      const changed = details.change("a.txt", { contentType: "text/x-other" }, { ifMatch: facts.etag, signal });
      await expect(changed).resolves.toMatchObject({ metadata: { owner: read } });
    } finally {
      await proxy[Symbol.asyncDispose]();
      await bucket.dispose();
    }
  });
});
