import { beforeEach, expect, it } from "vitest";
import { foldersAbove, keyOf, useExpandedFolders } from "./expanded-folders.ts";

const at = (path: string) => ({ lakeId: "l", zoneId: "raw", path });

beforeEach(() => useExpandedFolders.setState({ keys: new Set() }));

it("knows the folders above a folder, the zone first", () => {
  expect(foldersAbove(at("2024/01/sales/")).map(({ path }) => path)).toEqual(["", "2024/", "2024/01/"]);
  expect(foldersAbove(at(""))).toEqual([]);
});

it("opens and closes folders one by one", () => {
  const { expand, collapse } = useExpandedFolders.getState();
  expand([at(""), at("2024/")]);
  collapse(at(""));
  expect(useExpandedFolders.getState().keys).toEqual(new Set([keyOf(at("2024/"))]));
});

it("stays as it is when all are open already, so that nothing is drawn again", () => {
  const { expand } = useExpandedFolders.getState();
  expand([at("2024/")]);
  const { keys } = useExpandedFolders.getState();
  expand([at("2024/")]);
  expect(useExpandedFolders.getState().keys).toBe(keys);
});
