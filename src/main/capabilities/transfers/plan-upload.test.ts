import { execFile } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runsOn } from "../../../../tests/fixtures/runs-on.ts";
import { isCancellation } from "../../../shared/domain/app-error.ts";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";

let world: UploadLake;
const from = (path: string) => join(world.home, "from", path);
const run = promisify(execFile);

beforeEach(async () => {
  world = await UploadLake.open({ acceptUpload: () => ({ url: "/uploads/x", close: () => undefined }) });
});
afterEach(() => world.dispose());

describe("planning an upload", () => {
  it("counts and moves nothing", async () => {
    await world.source("folder/a.csv", "12345");
    await world.source("folder/deep/b.csv", "123");
    const plan = await world.plan([from("folder")], "in/");
    expect(plan).toMatchObject({ files: 2, bytes: 8, conflictCount: 0, problems: [] });
    expect(await world.zone()).toEqual([]);
  });

  it("shows names that are taken, as things are at the destination", async () => {
    await world.existing("in/folder/a.csv", "old");
    await world.source("folder/a.csv", "12345");
    await world.source("folder/b.csv", "x");
    const plan = await world.plan([from("folder")], "in/");
    expect(plan.conflictCount).toBe(1);
    expect(plan.conflicts).toMatchObject([{ path: "in/folder/a.csv", size: 5, existingSize: 3 }]);
    expect(Date.parse(plan.conflicts[0]?.existingModified ?? "")).toBeGreaterThan(0);
  });

  it("names the first 1,000 conflicts and counts all", async () => {
    await mkdir(from("many"), { recursive: true });
    await mkdir(join(world.home, "lake/raw/many"), { recursive: true });
    for (let index = 0; index < 1100; index += 1) {
      await writeFile(from(`many/${index}`), "");
      await writeFile(join(world.home, `lake/raw/many/${index}`), "");
    }
    const plan = await world.plan([from("many")]);
    expect([plan.conflicts.length, plan.conflictCount]).toEqual([1000, 1100]);
  });

  if (runsOn(["linux", "darwin"], "what needs links and pipes of POSIX"))
    it("leaves out links, pipes and what belongs to Lakeshore, and says so", async () => {
      await world.source("folder/a.csv");
      await world.source("folder/.lakeshore/lake/1.json");
      await symlink("/etc/passwd", from("folder/link"));
      await symlink("/etc", from("folder/folder-link"));
      await run("mkfifo", [from("folder/pipe")]);
      const plan = await world.plan([from("folder"), from("folder/link"), from("none.csv"), "relative.csv"]);
      expect(plan.files).toBe(1);
      expect(plan.problems.map(({ path, willSkip }) => `${path} ${willSkip}`).toSorted()).toEqual([
        "folder/.lakeshore true",
        "folder/folder-link true",
        "folder/link true",
        "folder/pipe true",
        "link true",
        "none.csv true",
        "relative.csv true",
      ]);
      expect(plan.problems.find(({ path }) => path === "folder/link")?.reason).toMatch(/symbolic link/);
      expect(plan.problems.find(({ path }) => path === "none.csv")?.reason).toMatch(/not there/);
    });

  if (runsOn(["linux", "darwin"], "what needs POSIX permissions"))
    it("says which files and folders may not be read", async () => {
      await world.source("folder/open.csv");
      await chmod(await world.source("folder/shut.csv"), 0);
      await world.source("folder/shut/inside.csv");
      await chmod(from("folder/shut"), 0);
      await chmod(world.home, 0o755);
      const problems = await planAsNobody(world.home);
      await chmod(from("folder/shut"), 0o755);
      expect(problems.toSorted()).toEqual([
        "folder/shut.csv It may not be read by you.",
        "folder/shut/ It may not be read by you.",
      ]);
    });

  if (runsOn(["linux", "darwin"], "what needs names that Windows cannot have"))
    it.each(["two\nlines.csv", "a:b.csv", "CON.txt", "ends in a dot."])(
      "takes %j under its own name, and warns that other systems cannot hold it",
      async (name) => {
        const plan = await world.plan([await world.source(name, "x")]);
        expect(plan).toMatchObject({ files: 1, problems: [{ path: name, willSkip: false }] });
        const { id } = await world.transfers.start(plan.planId, "skip", {});
        await world.ended(id);
        expect(await world.stored(name)).toBe("x");
      },
    );

  if (runsOn(["linux"], "what needs names that are not Unicode"))
    it("leaves out names that are not Unicode", async () => {
      await mkdir(from("folder"));
      await writeFile(Buffer.concat([Buffer.from(`${from("folder")}/`), Buffer.from([0x66, 0xfc, 0x72])]), "x");
      const plan = await world.plan([from("folder")]);
      expect(plan).toMatchObject({
        files: 0,
        problems: [{ willSkip: true, reason: expect.stringMatching(/Unicode/) }],
      });
    });

  if (runsOn(["linux"], "what needs a folder in which case and accents count"))
    it("tells of names that are one name where case and accents do not count, and keeps both", async () => {
      const sources = [await world.source("1/Été.csv", "upper"), await world.source("2/e\u0301te\u0301.csv", "lower")];
      const plan = await world.plan(sources);
      expect(plan.problems).toMatchObject([{ path: "e\u0301te\u0301.csv", willSkip: false }]);
      expect(plan.problems[0]?.reason).toContain("Été.csv");
      const { id } = await world.transfers.start(plan.planId, "replace", {});
      expect(await world.ended(id)).toMatchObject({ filesDone: 2 });
      expect(await world.zone()).toHaveLength(2);
    });

  it("leaves out what would need a folder where there is a file", async () => {
    await world.existing("folder", "a file");
    await world.source("folder/a.csv");
    const plan = await world.plan([from("folder")]);
    expect(plan).toMatchObject({ files: 0, problems: [{ path: "folder/a.csv", willSkip: true }] });
  });

  it("refuses to put a lake, or a folder, into itself; what lies beside it is copied", async () => {
    await world.existing("part/a.csv", "a");
    const lake = join(world.home, "lake");
    for (const source of [lake, world.home, join(lake, "raw"), join(lake, "raw/part")]) {
      const plan = await world.plan([source], "part/");
      expect(plan).toMatchObject({ files: 0, problems: [{ willSkip: true }] });
    }
    expect(await world.plan([join(lake, "raw/part/a.csv")], "other/")).toMatchObject({ files: 1, problems: [] });
  });

  it("refuses Lakeshore's own folder and what is not a folder as the destination", async () => {
    const source = await world.source("a.csv");
    for (const path of [".lakeshore/", "in/.Lakeshore/x/", "a-file"]) {
      await expect(world.plan([source], path)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    }
  });

  it("takes files of the browser by their relative path, and refuses paths that leave the folder", async () => {
    const plan = await world.planStreams(
      [
        { relativePath: "folder/a.csv", size: 3 },
        { relativePath: "folder/empty/", size: 0 },
        { relativePath: "../outside.csv", size: 3 },
        { relativePath: "a//b.csv", size: 3 },
      ],
      "in/",
    );
    expect(plan).toMatchObject({ files: 1, bytes: 3, problemCount: 2 });
    expect(plan.problems.every(({ willSkip }) => willSkip)).toBe(true);
  });

  it("can be given up while it looks, and is gone after it was started", async () => {
    const controller = new AbortController();
    const source = { kind: "path" as const, path: await world.source("a.csv") };
    const destination = { lakeId: world.lake.id, zoneId: "raw", path: "" };
    controller.abort();
    await expect(world.transfers.plan(destination, [source], { signal: controller.signal })).rejects.toSatisfy(
      isCancellation,
    );
    const { planId } = await world.transfers.plan(destination, [source], { signal: new AbortController().signal });
    await world.ended((await world.transfers.start(planId, "skip", {})).id);
    await expect(world.transfers.start(planId, "skip", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps the newest eight plans", async () => {
    const source = await world.source("a.csv");
    const plans = [];
    for (let count = 0; count < 9; count += 1) plans.push(await world.plan([source]));
    await expect(world.transfers.start(plans[0]?.planId ?? "", "skip", {})).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await world.ended((await world.transfers.start(plans[1]?.planId ?? "", "skip", {})).id);
  });
});

/** Root may read everything: the walk runs as someone else. */
async function planAsNobody(home: string): Promise<string[]> {
  const walk = new URL("planning/walk-sources.ts", import.meta.url).href;
  const program = `
    const { walkSources } = await import(${JSON.stringify(walk)});
    if (process.getuid() === 0) process.setuid(65534);
    const walk = { folder: "", refuse: async () => null, signal: new AbortController().signal };
    for await (const { kind, path, reason } of walkSources([${JSON.stringify(join(home, "from/folder"))}], walk))
      if (kind === "problem") console.log(path + " " + reason);
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program]);
  return stdout.trim().split("\n");
}
