import { describe, expect, it } from "vitest";
import { type DroppedEntry, walkEntries } from "./walk-entries.ts";

type Tree = { [name: string]: string | Tree | Error };

/** An entry as a browser gives it: at most 100 children a call, then none. */
function entry(name: string, content: Tree[string]): DroppedEntry {
  if (typeof content === "object" && !(content instanceof Error)) return folder(name, content);
  const file = (done: (file: File) => void, failed: (error: DOMException) => void) =>
    typeof content === "string" ? done(new File([content], name)) : failed(asDom(content));
  return Object.assign({ name, isFile: true, isDirectory: false }, { file });
}

function folder(name: string, content: Tree): DroppedEntry {
  const createReader = () => {
    const left = Object.entries(content);
    return {
      readEntries(done: (entries: DroppedEntry[]) => void, failed: (error: DOMException) => void) {
        const batch = left.splice(0, 100);
        const refused = content["!"];
        if (refused instanceof Error) failed(asDom(refused));
        else done(batch.map(([child, inside]) => entry(child, inside)));
      },
    };
  };
  return Object.assign({ name, isFile: false, isDirectory: true }, { createReader });
}

function asDom(error: Error): DOMException {
  return new DOMException(error.message, error.name);
}

const notFound = Object.assign(new Error("gone"), { name: "NotFoundError" });
const notReadable = Object.assign(new Error("no"), { name: "NotReadableError" });

const walk = async (tree: Tree, signal = new AbortController().signal) => {
  const counts: number[] = [];
  const roots = Object.entries(tree).map(([name, content]) => entry(name, content));
  const { files, problems } = await walkEntries(roots, { signal, onCount: (count) => counts.push(count) });
  return { paths: files.map(({ relativePath }) => relativePath).toSorted(), files, problems, counts };
};

describe("walkEntries", () => {
  it("finds files at any depth, and keeps empty folders", async () => {
    const { paths, files } = await walk({ "a.csv": "1", deep: { er: { "b.csv": "22" }, empty: {} } });
    expect(paths).toEqual(["a.csv", "deep/empty/", "deep/er/b.csv"]);
    expect(files.find(({ relativePath }) => relativePath === "deep/er/b.csv")?.file?.size).toBe(2);
    expect(files.find(({ relativePath }) => relativePath === "deep/empty/")?.file).toBeNull();
  });

  it("reads folders to the end, though a browser gives 100 entries at a time", async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}.csv`, "x"]));
    const { paths, counts } = await walk({ many });
    expect(paths).toHaveLength(250);
    expect(counts.at(-1)).toBe(250);
  });

  it("goes on behind what cannot be read, and says what that was", async () => {
    const { paths, problems } = await walk({ "ok.csv": "1", "gone.csv": notFound, locked: { "!": notReadable } });
    expect(paths).toEqual(["ok.csv"]);
    expect(problems.map(({ path, willSkip }) => [path, willSkip])).toEqual([
      ["gone.csv", true],
      ["locked/", true],
    ]);
    expect(problems[0]?.reason).toContain("not there any more");
    expect(problems[1]?.reason).toContain("permission");
  });

  it("stops when it is given up", async () => {
    await expect(walk({ a: { b: {} } }, AbortSignal.abort())).rejects.toThrow("abort");
  });
});
