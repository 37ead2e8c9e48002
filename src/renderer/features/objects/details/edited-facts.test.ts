import { expect, test } from "vitest";
import type { ObjectFacts } from "../../../../shared/domain/object-details.ts";
import { changeBetween, editedOf } from "./edited-facts.ts";

const facts: ObjectFacts = {
  size: 1,
  modified: "2026-01-01T00:00:00.000Z",
  etag: "e",
  versionId: null,
  contentType: "text/csv",
  contentEncoding: null,
  cacheControl: null,
  metadata: { owner: "ann" },
  tags: { cost: "low" },
  storageClass: "STANDARD",
  encryption: { kind: "none" },
  archive: null,
};

test("nothing changes when nothing was edited, or only a row without a name", () => {
  const edited = editedOf(facts);
  expect(changeBetween(facts, edited)).toBeNull();
  expect(
    changeBetween(facts, { ...edited, metadata: [...edited.metadata, { id: 9, name: " ", value: "x" }] }),
  ).toBeNull();
});

test("only what was edited is asked for, metadata and tags as a whole", () => {
  const edited = { ...editedOf(facts), storageClass: "STANDARD_IA", tags: [] };
  expect(changeBetween(facts, edited)).toEqual({ storageClass: "STANDARD_IA", tags: {} });
  const renamed = { ...editedOf(facts), metadata: [{ id: 0, name: "team", value: "ann" }] };
  expect(changeBetween(facts, renamed)).toEqual({ metadata: { team: "ann" } });
});

test("tags that are not known are left alone", () => {
  const unknown = { ...facts, tags: null };
  expect(changeBetween(unknown, { ...editedOf(unknown), contentType: "text/plain" })).toEqual({
    contentType: "text/plain",
  });
});

test("another encryption is asked for, with its key or the account's own", () => {
  const edited = editedOf(facts);
  expect(changeBetween(facts, { ...edited, encryption: "store-key" })).toEqual({ encryption: { kind: "store-key" } });
  expect(changeBetween(facts, { ...edited, encryption: "kms" })).toEqual({ encryption: { kind: "kms", keyId: null } });
  const encrypted: ObjectFacts = { ...facts, encryption: { kind: "kms", keyId: "arn:1" } };
  expect(changeBetween(encrypted, editedOf(encrypted))).toBeNull();
  expect(changeBetween(encrypted, { ...editedOf(encrypted), keyId: " arn:2 " })).toEqual({
    encryption: { kind: "kms", keyId: "arn:2" },
  });
});
