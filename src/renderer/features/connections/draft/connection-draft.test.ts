import { describe, expect, it } from "vitest";
import type { Connection } from "../../../../shared/domain/connection.ts";
import {
  addressProblem,
  bucketNames,
  changed,
  connectionOf,
  draftOf,
  newDraft,
  withStore,
  wrongBuckets,
} from "./connection-draft.ts";

const keys = { name: "Store", accessKeyId: "AK", secretKey: "SK" };

describe("a connection that is filled in", () => {
  it("is none while something is missing", () => {
    const draft = newDraft("c", "minio");
    expect(connectionOf({ ...draft, ...keys })).toBeNull();
    expect(connectionOf({ ...draft, ...keys, address: "https://minio.example.org" })).not.toBeNull();
    expect(connectionOf({ ...draft, ...keys, name: " ", address: "https://minio.example.org" })).toBeNull();
  });

  it("holds no secret", () => {
    const draft = changed(newDraft("c", "b2"), keys);
    expect(JSON.stringify(connectionOf(draft))).not.toContain("SK");
  });

  it("takes its address from account and region where the store has one scheme for all", () => {
    expect(changed(newDraft("c", "r2"), { account: "0123abc" }).address).toBe(
      "https://0123abc.r2.cloudflarestorage.com",
    );
    expect(changed(newDraft("c", "wasabi"), { region: "eu-central-1" }).address).toBe(
      "https://s3.eu-central-1.wasabisys.com",
    );
  });

  it("keeps an address that was typed when the region changes", () => {
    const typed = changed(newDraft("c", "b2"), { address: "https://proxy.example.org" });
    expect(changed(typed, { region: "us-east-005" }).address).toBe("https://proxy.example.org");
  });

  it("has no endpoint on AWS, and checksums only where needed on Ceph", () => {
    const ceph = changed(newDraft("c", "ceph"), { ...keys, address: "http://127.0.0.1:7480" });
    expect(connectionOf(ceph)?.endpoint).toMatchObject({ pathStyle: true, checksums: "when-required" });
    const aws = changed(withStore(ceph, "aws"), { signIn: "environment" });
    expect(connectionOf(aws)?.endpoint).toBeNull();
  });

  it("changes the sign-in along with the store only where it does not fit", () => {
    const aws = { ...newDraft("c", "aws"), signIn: "machine" as const };
    expect(withStore(aws, "minio").signIn).toBe("keys");
    expect(withStore({ ...aws, signIn: "profile" }, "ceph").signIn).toBe("keys");
    expect(withStore({ ...newDraft("c", "minio"), signIn: "anonymous" }, "ceph").signIn).toBe("anonymous");
  });

  it("warns of plain HTTP to another machine until that is allowed", () => {
    const draft = changed(newDraft("c", "minio"), { ...keys, address: "http://store.lan:9000" });
    expect(addressProblem(draft)).toMatch("unencrypted");
    expect(connectionOf(draft)).toBeNull();
    expect(connectionOf({ ...draft, allowPlainHttp: true })).not.toBeNull();
    expect(addressProblem({ ...draft, address: "http://localhost:9000" })).toBeNull();
    expect(addressProblem({ ...draft, address: "store.lan" })).toMatch("https://");
  });
});

describe("a connection that is changed", () => {
  const center: Connection = {
    id: "c",
    name: "Work",
    region: "eu-west-1",
    endpoint: null,
    signIn: {
      kind: "identity-center",
      startUrl: "https://acme.awsapps.com/start",
      region: "eu-central-1",
      accountId: "123456789012",
      roleName: "Analyst",
    },
  };
  const store: Connection = {
    id: "d",
    name: "R2",
    region: "auto",
    endpoint: {
      url: "https://0123abc.r2.cloudflarestorage.com",
      pathStyle: false,
      caFile: "/etc/ca.pem",
      allowPlainHttp: false,
      checksums: "when-supported",
      services: "aws",
    },
    signIn: { kind: "keys", accessKeyId: "AK" },
  };

  it.each([center, store])("comes back the same when nothing is touched: $name", (connection) => {
    expect(connectionOf(draftOf(connection))).toEqual(connection);
  });

  it.each(["minio", "ceph", "other"] as const)("goes on as the kind of store that it was made for: %s", (kind) => {
    const made = connectionOf(changed(newDraft("c", kind), { ...keys, address: "https://store.example.org" }));
    expect(made && draftOf(made).store).toBe(kind);
    expect(made && connectionOf(draftOf(made))).toEqual(made);
  });

  it("keeps the buckets that were named, and is none while one of them cannot be", () => {
    const named = connectionOf({ ...draftOf(center), buckets: ["sales", "web.logs"] });
    expect(named?.buckets).toEqual(["sales", "web.logs"]);
    expect(named && draftOf(named).buckets).toEqual(["sales", "web.logs"]);
    const wrong = { ...draftOf(center), buckets: bucketNames(["sales", "web,no!; web\nsales"]) };
    expect(wrong.buckets).toEqual(["sales", "web", "no!"]);
    expect(connectionOf(wrong)).toBeNull();
    expect(wrongBuckets(wrong)).toEqual(["no!"]);
  });

  it("shows the kind of store that its host tells", () => {
    expect(draftOf(store)).toMatchObject({ store: "r2", account: "0123abc" });
  });
});
