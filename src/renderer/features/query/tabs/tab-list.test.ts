import { describe, expect, test } from "vitest";
import { type TabList, addTab, changeTab, closeTab, freeTitle, neighbour, newTab, restoreTab } from "./tab-list.ts";

const tab = (id: string) => newTab({ id, title: id });
const list = (activeId: string, ...ids: string[]): TabList => ({ tabs: ids.map(tab), activeId });
const ids = ({ tabs }: TabList) => tabs.map(({ id }) => id);

describe("the open tabs", () => {
  test("a new one stands behind the active one and is shown", () => {
    const added = addTab(list("a", "a", "b"), tab("c"));
    expect([ids(added), added.activeId]).toEqual([["a", "c", "b"], "c"]);
  });

  test("closing the active one shows its right neighbour, at the end its left", () => {
    expect(closeTab(list("b", "a", "b", "c"), "b").list.activeId).toBe("c");
    expect(closeTab(list("c", "a", "b", "c"), "c").list.activeId).toBe("b");
    expect(closeTab(list("a", "a"), "a").list).toEqual({ tabs: [], activeId: null });
  });

  test("closing another one leaves what is shown", () => {
    expect(closeTab(list("a", "a", "b"), "b").list.activeId).toBe("a");
  });

  test("a closed one comes back to its place with all that it held", () => {
    const before = changeTab(list("a", "a", "b", "c"), "b", { sql: "SELECT 1", executionIds: ["e"] });
    const { list: after, closed } = closeTab(before, "b");
    expect(closed && restoreTab(after, closed)).toEqual({ ...before, activeId: "b" });
  });

  test("going on from the last leads to the first, and back", () => {
    expect(neighbour(list("c", "a", "b", "c"), 1)).toBe("a");
    expect(neighbour(list("a", "a", "b", "c"), -1)).toBe("c");
    expect(neighbour({ tabs: [], activeId: null }, 1)).toBeNull();
  });

  test("a title is the first number that is free", () => {
    expect(freeTitle([newTab({ title: "Query 1" }), newTab({ title: "Query 3" })])).toBe("Query 2");
  });
});
