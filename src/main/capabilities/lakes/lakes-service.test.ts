import { mkdir, readFile, readdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TemporaryLakes } from "../../../../tests/fixtures/temporary-lakes.ts";
import type { LakeState } from "../../../shared/contract/lakes.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";

const options = { signal: new AbortController().signal };
const within = { timeout: 15_000, interval: 50 };

let app: TemporaryLakes;
beforeEach(async () => {
  app = await TemporaryLakes.create();
});
afterEach(() => app.dispose());

async function create(name = "Lake"): Promise<LakeState> {
  const folder = await app.folder();
  const { zones } = await app.lakes.inspect(folderPlace(folder), options);
  return app.lakes.create(folderPlace(folder), name, zones, options);
}

const revisionFile = ({ summary }: LakeState, number: number) =>
  join(summary.location, ".lakeshore/lake", `${number}.json`);

describe("making a lake of a folder", () => {
  it("proposes standard zones for an empty folder, and makes them", async () => {
    const { summary, definition, revision, writable } = await create();
    expect(definition.zones.map(({ id, kind, order }) => [id, kind, order])).toEqual([
      ["raw", "raw", 0],
      ["trusted", "trusted", 1],
      ["refined", "refined", 2],
    ]);
    expect({ revision, writable }).toEqual({ revision: 1, writable: true });
    expect((await readdir(summary.location)).toSorted()).toEqual([".lakeshore", "raw", "refined", "trusted"]);
  });

  it("proposes the sub-folders of any folder as zones, whatever their names, and changes nothing in it", async () => {
    const folder = await app.folder();
    const names = [
      "01 Landing",
      "silver",
      "Café Données",
      "עברית",
      "wind 🌊",
      "line\nbreak",
      "gold",
      ".hidden",
      "2024",
    ];
    for (const name of names) await mkdir(join(folder, name));
    await writeFile(join(folder, "readme.txt"), "x");
    const proposal = await app.lakes.inspect(folderPlace(folder), options);
    expect(proposal).toMatchObject({ found: "folder", problem: null });
    expect(proposal.zones.map(({ location }) => location).toSorted()).toEqual(
      names
        .filter((name) => name !== ".hidden")
        .map((name) => `${name}/`)
        .toSorted(),
    );
    expect(proposal.zones.find(({ location }) => location === "silver/")).toMatchObject({
      id: "silver",
      kind: "trusted",
    });
    expect(new Set(proposal.zones.map(({ id }) => id)).size).toBe(8);
    expect(await readdir(folder)).not.toContain(".lakeshore");
    const { definition } = await app.lakes.create(folderPlace(folder), "Any", proposal.zones, options);
    expect(definition.zones).toEqual(proposal.zones);
  });

  it("makes the folder when only that is missing, and refuses what is a file or a lake", async () => {
    const folder = join(await app.folder(), "new");
    expect(await app.lakes.inspect(folderPlace(folder), options)).toMatchObject({ found: "empty" });
    await app.lakes.create(folderPlace(folder), "New", [], options);
    await expect(app.lakes.create(folderPlace(folder), "Again", [], options)).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });
    expect(await app.lakes.inspect(folderPlace(folder), options)).toMatchObject({ found: "lake", name: "New" });
    const file = join(folder, "file");
    await writeFile(file, "x");
    await expect(app.lakes.inspect(folderPlace(file), options)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(app.lakes.create(folderPlace(join(file, "in")), "In", [], options)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    await expect(app.lakes.open(folderPlace("relative"), options)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("fails with a sentence where a file is in the place of Lakeshore's own folder", async () => {
    const folder = await app.folder();
    await writeFile(join(folder, ".lakeshore"), "x");
    expect(await app.lakes.inspect(folderPlace(folder), options)).toMatchObject({ found: "empty" });
    await expect(app.lakes.create(folderPlace(folder), "No", [], options)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await readFile(join(folder, ".lakeshore"), "utf8")).toBe("x");
    await expect(app.lakes.open(folderPlace(folder), options)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("refuses zones that are no zones", async () => {
    const folder = await app.folder();
    const zone = { id: "raw", title: "Raw", kind: "raw", location: "raw/", order: 0, description: "" } as const;
    for (const wrong of [
      [{ ...zone, id: "Raw Zone" }],
      [{ ...zone, location: "../outside/" }],
      [{ ...zone, location: ".lakeshore/" }],
      [{ ...zone, location: ".LakeShore/journal/" }],
      [zone, zone],
      [zone, { ...zone, id: "other" }],
    ]) {
      await expect(app.lakes.create(folderPlace(folder), "Wrong", wrong, options)).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
    }
    await expect(app.lakes.create(folderPlace(folder), "", [], options)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a lake", () => {
  it("is renamed, and its zones are added, changed and taken out, while its files stay", async () => {
    const { summary } = await create();
    await app.lakes.rename(summary.id, "Other name 🌊", options);
    await app.lakes.addZone(summary.id, { title: "Café Données", kind: "landing" }, options);
    await app.lakes.addZone(summary.id, { title: "Café Données", kind: "landing" }, options);
    const { definition } = await app.lakes.removeZone(summary.id, "raw", options);
    expect(definition.name).toBe("Other name 🌊");
    expect(definition.zones.map(({ id }) => id)).toEqual(["trusted", "refined", "cafe_donnees", "cafe_donnees_2"]);
    expect(await readdir(summary.location)).toEqual(expect.arrayContaining(["raw", "cafe_donnees", "cafe_donnees_2"]));
    await expect(
      app.lakes.addZone(summary.id, { id: "trusted", title: "T", kind: "raw" }, options),
    ).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    const [zone] = definition.zones;
    if (!zone) throw new Error("no zone");
    await expect(app.lakes.updateZone(summary.id, { ...zone, id: "gone" }, options)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("keeps what a newer app has added to its definition and zones", async () => {
    const lake = await create();
    const newer = {
      ...lake.definition,
      policies: { retention: 30 },
      zones: lake.definition.zones.map((zone) => ({ ...zone, owner: "ana" })),
    };
    await writeFile(revisionFile(lake, 2), JSON.stringify(newer));
    await app.lakes.rename(lake.summary.id, "Renamed", options);
    const written = JSON.parse(await readFile(revisionFile(lake, 3), "utf8"));
    expect(written).toEqual({ ...newer, name: "Renamed" });
  });

  it("is opened once, by whichever path", async () => {
    const { summary } = await create();
    const { lake } = { lake: app.lakes.get(summary.id) };
    const alias = join(app.root, "alias");
    await symlink(summary.location, alias, "junction");
    const paths = [summary.location, `${summary.location}/`, join(summary.location, "raw", ".."), alias];
    const states = await Promise.all(paths.map((path) => app.lakes.open(folderPlace(path), options)));
    expect(new Set(states.map((state) => state.summary.id))).toEqual(new Set([summary.id]));
    expect(app.lakes.get(summary.id)).toBe(lake);
    expect(app.forgotten).toEqual([]);
    expect(await app.lakes.recent()).toHaveLength(1);
  });

  it("is known where it is now when its folder was moved", async () => {
    const { summary } = await create();
    const moved = `${summary.location}-moved`;
    await rename(summary.location, moved);
    expect((await app.lakes.open(folderPlace(moved), options)).summary).toMatchObject({
      id: summary.id,
      location: moved,
    });
    expect(app.lakes.get(summary.id).location).toBe(moved);
    expect((await app.lakes.recent()).map(({ location }) => location)).toEqual([moved]);
  });

  it("is forgotten without its files, and can be opened again", async () => {
    const { summary } = await create();
    await app.lakes.forget(summary.id);
    expect(await app.lakes.recent()).toEqual([]);
    expect(() => app.lakes.get(summary.id)).toThrow(/not open/);
    await expect(app.lakes.reopen(summary.id, options)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await app.lakes.open(folderPlace(summary.location), options)).summary.id).toBe(summary.id);
  });

  it("is missing while its folder is away, and goes on where it was when that is back", async () => {
    const { summary } = await create();
    const away = `${summary.location}-away`;
    await rename(summary.location, away);
    expect(await app.lakes.recent()).toMatchObject([{ state: "missing", problem: expect.any(String) }]);
    await expect(app.lakes.rename(summary.id, "While away", options)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(app.lakes.addZone(summary.id, { title: "Z", kind: "raw" }, options)).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    await rename(away, summary.location);
    expect(await app.lakes.recent()).toMatchObject([{ state: "available" }]);
    expect((await app.lakes.rename(summary.id, "Back", options)).definition.name).toBe("Back");
  });

  it("follows another app's changes also after its folder was away", async () => {
    const lake = await create();
    const away = `${lake.summary.location}-away`;
    await rename(lake.summary.location, away);
    const file = join(away, ".lakeshore/lake/2.json");
    await writeFile(file, JSON.stringify({ ...lake.definition, name: "Changed elsewhere" }));
    await rename(away, lake.summary.location);
    const name = () => app.lakes.get(lake.summary.id).definition().name;
    await vi.waitFor(() => expect(name()).toBe("Changed elsewhere"), within);
  });
});

describe("a damaged definition", () => {
  it("is said to be so with its file, and repaired from the newest revision that can be read", async () => {
    const lake = await create();
    const { id, location } = lake.summary;
    await app.lakes.rename(id, "Second", options);
    await app.lakes.forget(id);
    const damages = ["", "{ not json", '{"format":1}', "\u0000\u0000"];
    for (const [index, damage] of damages.entries()) await writeFile(revisionFile(lake, index + 3), damage);
    const damaged = { code: "DAMAGED", details: { file: ".lakeshore/lake/6.json", revision: 6 } };
    await expect(app.lakes.open(folderPlace(location), options)).rejects.toMatchObject(damaged);
    expect(await app.lakes.inspect(folderPlace(location), options)).toMatchObject({
      found: "damaged",
      problem: expect.any(String),
    });
    await expect(app.lakes.create(folderPlace(location), "Over it", [], options)).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    });

    const repaired = await app.lakes.repair(folderPlace(location), options);
    expect(repaired).toMatchObject({ revision: 7, definition: { id, name: "Second" } });
    for (const [index, damage] of damages.entries()) {
      expect(await readFile(`${revisionFile(lake, index + 3)}.damaged`, "utf8")).toBe(damage);
    }
    expect(await app.lakes.repair(folderPlace(location), options)).toMatchObject({ revision: 7 });
  });

  it("cannot be repaired when no revision can be read", async () => {
    const lake = await create();
    await app.lakes.forget(lake.summary.id);
    await writeFile(revisionFile(lake, 1), "x");
    await expect(app.lakes.repair(folderPlace(lake.summary.location), options)).rejects.toMatchObject({
      code: "DAMAGED",
    });
    expect(await readFile(revisionFile(lake, 1), "utf8")).toBe("x");
  });

  it("is not what a newer app has written: that is left alone", async () => {
    const lake = await create();
    await app.lakes.forget(lake.summary.id);
    await writeFile(revisionFile(lake, 2), JSON.stringify({ ...lake.definition, format: 2 }));
    const { location } = lake.summary;
    await expect(app.lakes.open(folderPlace(location), options)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await expect(app.lakes.repair(folderPlace(location), options)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect(await readdir(join(lake.summary.location, ".lakeshore/lake"))).toEqual(["1.json", "2.json"]);
  });

  it("of an open lake leaves it open as it was, until a good one comes", async () => {
    const lake = await create();
    const name = () => app.lakes.get(lake.summary.id).definition().name;
    await writeFile(revisionFile(lake, 2), "x");
    await expect(app.lakes.rename(lake.summary.id, "New", options)).rejects.toMatchObject({ code: "DAMAGED" });
    expect(name()).toBe("Lake");
    await app.lakes.repair(folderPlace(lake.summary.location), options);
    await app.lakes.rename(lake.summary.id, "New", options);
    expect(name()).toBe("New");
  });
});

it("makes two copies of the sample lake two lakes", async () => {
  const other = await TemporaryLakes.create();
  const [mine, theirs] = [await app.lakes.openSample(options), await other.lakes.openSample(options)];
  expect(mine.summary).toMatchObject({ isSample: true });
  expect(mine.summary.id).not.toBe(theirs.summary.id);
  expect((await app.lakes.openSample(options)).summary.id).toBe(mine.summary.id);
  await other.dispose();
});
