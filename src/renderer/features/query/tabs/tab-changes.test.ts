import { describe, expect, test } from "vitest";
import { changesBetween, mergedChanges, withChanges, withoutChanges } from "./tab-changes.ts";
import { type TabList, addTab, changeTab, closeTab, newTab } from "./tab-list.ts";

const tab = (id: string) => newTab({ id, title: id });
const list = (activeId: string, ...ids: string[]): TabList => ({ tabs: ids.map(tab), activeId });
const ids = ({ tabs }: TabList) => tabs.map(({ id }) => id).join("");

describe("changes of the open tabs", () => {
  test("name what was opened, edited and closed, and nothing else", () => {
    const before = list("a", "a", "b", "c");
    const after = changeTab(addTab(closeTab(before, "b").list, tab("d")), "c", { sql: "typed" });
    const changes = changesBetween(before, after);
    expect(changes).toEqual({
      changed: [tab("d"), { ...tab("c"), sql: "typed" }],
      closed: ["b"],
      order: ["a", "d", "c"],
      activeId: "d",
    });
    expect(withChanges(before, changes)).toEqual(after);
    expect(changesBetween(after, after)).toMatchObject({ changed: [], closed: [] });
  });

  test("leave the tabs of another window where they are", () => {
    const before = list("a", "a", "b");
    const mine = changesBetween(before, addTab(before, tab("c")));
    const theirs = withChanges(
      before,
      changesBetween(before, changeTab(addTab(before, tab("x")), "b", { sql: "new" })),
    );
    const both = withChanges(theirs, mine);
    expect(ids(both)).toBe("axcb");
    expect(both.tabs.find(({ id }) => id === "b")?.sql).toBe("new");
  });

  test("show another tab when the one they show is gone", () => {
    const here = list("b", "a", "b");
    expect(withChanges(list("a", "a"), changesBetween(here, here)).activeId).toBe("a");
  });

  test("join, and what was closed after it was edited stays closed", () => {
    const before = list("a", "a", "b");
    const edited = changeTab(before, "b", { sql: "typed" });
    const added = addTab(closeTab(edited, "b").list, tab("c"));
    const joined = mergedChanges(changesBetween(before, edited), changesBetween(edited, added));
    expect(ids(withChanges(before, joined))).toBe("ac");
    const reopened = mergedChanges(joined, changesBetween(added, addTab(added, tab("b"))));
    expect(ids(withChanges(before, reopened)).split("").toSorted().join("")).toBe("abc");
  });

  test("that main has from a later edit are not made again", () => {
    const draft = changesBetween(list("a"), list("a", "a", "b"));
    const later = { changed: [{ ...tab("a"), sql: "later" }], closed: [], order: ["a"], activeId: "a" };
    expect(withoutChanges(draft, later)?.changed).toEqual([tab("b")]);
    expect(withoutChanges(draft, { ...later, closed: ["b"] })).toBeNull();
  });
});
