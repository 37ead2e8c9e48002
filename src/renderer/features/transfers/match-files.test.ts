import { describe, expect, it } from "vitest";
import { matchFiles } from "./match-files.ts";
import { itemLike, uploadLike } from "./upload-like.fixture.ts";

const chosen = (relativePath: string, content: string) => ({
  relativePath,
  file: new File([content], relativePath.slice(relativePath.lastIndexOf("/") + 1)),
});
const upload = uploadLike({
  items: [
    itemLike({ id: "1", path: "2024/x/a.csv", size: 3 }),
    itemLike({ id: "2", path: "2024/y/a.csv", size: 3 }),
    itemLike({ id: "3", path: "2024/x/b.csv", size: 2 }),
  ],
});

describe("matchFiles", () => {
  it("takes files by their path below the upload's folder, when their size is as it was", () => {
    const found = matchFiles(upload, [chosen("x/a.csv", "111"), chosen("y/a.csv", "222"), chosen("x/b.csv", "?!?")]);
    expect([...found.keys()]).toEqual(["x/a.csv", "y/a.csv"]);
  });

  it("takes a file by its name where only one could be meant", () => {
    expect([...matchFiles(upload, [chosen("b.csv", "22")]).keys()]).toEqual(["x/b.csv"]);
    expect(matchFiles(upload, [chosen("1/b.csv", "22"), chosen("2/b.csv", "33")]).size).toBe(0);
  });
});
