import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeLake } from "../../../../tests/fixtures/made-lake.ts";
import { expectedDetails } from "../../../../tests/fixtures/object-details.ts";
import { storeWith } from "../../../../tests/fixtures/store-with.ts";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import type { ObjectDetails } from "../../lake/object-details.ts";
import type { Lake } from "../../lake/ports.ts";
import { ObjectsService } from "./objects-service.ts";

const { signal } = new AbortController();

describe("objects of a lake", () => {
  let temporary: TemporaryLakes;
  let lake: Lake;
  beforeEach(async () => {
    temporary = await TemporaryLakes.create();
    const path = await madeLake(await temporary.folder(), { "raw/a.csv": "a,b\n" });
    const { summary } = await temporary.lakes.open({ kind: "folder", path }, { signal });
    lake = temporary.lakes.get(summary.id);
  });
  afterEach(() => temporary.dispose());

  const address = () => ({ lakeId: lake.id, zoneId: "raw", path: "a.csv" });

  /** The lake with a store that knows versions, and may or may not be written to. */
  function serviceOver(details: Partial<ObjectDetails>, writable: boolean): ObjectsService {
    const write = writable ? { available: true as const } : { available: false as const, reason: "Read only." };
    const { objects } = lake;
    const capabilities = () => ({ ...objects.capabilities(), write });
    const known = { ...lake, objects: storeWith(objects, { capabilities }), details: expectedDetails(details) };
    const lakes = { get: () => known, onChange: () => () => undefined };
    return new ObjectsService(lakes, () => undefined);
  }

  it("says that a folder knows no versions, tags or links", async () => {
    const service = new ObjectsService(temporary.lakes, () => undefined);
    const asked = [
      service.describe(address(), { signal }),
      service.versions(address(), null, { signal }),
      service.link(address(), { seconds: 60, versionId: null }, { signal }),
      service.bucket(address(), { signal }),
    ];
    for (const answer of asked) await expect(answer).rejects.toMatchObject({ code: "UNSUPPORTED" });
  });

  it("tells the path in the zone of each version", async () => {
    const version = {
      versionId: "1",
      path: "raw/a.csv",
      isLatest: true,
      isDeletion: false,
      size: 4,
      modified: "2026-01-01T00:00:00.000Z",
      storageClass: null,
    };
    const versions = async (key: string) => ({ versions: key === "raw/a.csv" ? [version] : [], next: null });
    const page = await serviceOver({ versions }, true).versions(address(), null, { signal });
    expect(page).toEqual({ versions: [{ ...version, path: "a.csv" }], next: null });
  });

  it("changes nothing in a lake that may only be read", async () => {
    const service = serviceOver({}, false);
    const refused = [
      service.change(address(), "etag", { tags: {} }, { signal }),
      service.restoreVersion(address(), "1", { signal }),
      service.abortUpload(address(), { key: "raw/a", uploadId: "1" }, { signal }),
    ];
    for (const answer of refused)
      await expect(answer).rejects.toMatchObject({ code: "UNSUPPORTED", message: "Read only." });
  });
});
