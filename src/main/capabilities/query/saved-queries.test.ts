import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppDatabase } from "../../state/app-database.ts";
import { queryTables } from "./query-tables.ts";
import { QueryTabs } from "./query-tabs.ts";
import { SavedQueries } from "./saved-queries.ts";

let folder: string;
let database: AppDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-saved-"));
  database = new AppDatabase(join(folder, "app.db"));
  database.migrate(queryTables);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("saved queries", () => {
  const names = (saved: SavedQueries, lake = "lake") => saved.list(lake).map(({ name }) => name);
  const query = (id: string, name: string) => ({ id, name, description: "", sql: `select '${id}'` });

  it("are saved, changed, renamed and removed, and listed by name", () => {
    const saved = new SavedQueries(database);
    saved.save("lake", query("b", " Delays 10 "));
    saved.save("lake", query("a", "delays 9"));
    expect(names(saved)).toEqual(["delays 9", "Delays 10"]);
    saved.save("lake", { id: "a", name: "airports", description: "By size", sql: "select 2" });
    expect(saved.list("lake")[0]).toMatchObject({ id: "a", name: "airports", description: "By size", sql: "select 2" });
    saved.remove("lake", "b");
    saved.remove("lake", "b");
    expect(names(saved)).toEqual(["airports"]);
  });

  it("have a name that no other of the lake has, whatever the case", () => {
    const saved = new SavedQueries(database);
    saved.save("lake", query("a", "Café"));
    expect(() => saved.save("lake", query("b", "CAFE\u0301"))).toThrow(
      expect.objectContaining({ code: "ALREADY_EXISTS" }),
    );
    expect(() => saved.save("lake", query("b", "  "))).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
    saved.save("lake", query("a", "CAFÉ"));
    saved.save("other", query("a", "café"));
    expect(names(saved)).toEqual(["CAFÉ"]);
    expect(names(saved, "other")).toEqual(["café"]);
  });

  it("say which lake's have changed", () => {
    const saved = new SavedQueries(database);
    const changed: string[] = [];
    const stop = saved.onChange((lakeId) => changed.push(lakeId));
    saved.save("lake", query("a", "One"));
    saved.remove("lake", "a");
    stop();
    saved.save("other", query("a", "One"));
    expect(changed).toEqual(["lake", "lake"]);
  });
});

describe("open tabs", () => {
  const tab = (id: string) => ({
    id,
    title: `Tab ${id}`,
    sql: `select '${id}'`,
    executionIds: ["e1", "e2"],
    savedId: null,
    engine: null,
    athena: null,
  });

  /** What a window says that has opened these tabs. */
  const opened = (activeId: string, ...ids: string[]) => ({ changed: ids.map(tab), closed: [], order: ids, activeId });

  it("come back in their order, with the one that was looked at", () => {
    new QueryTabs(database).save("lake", opened("a", "b", "a"));
    expect(new QueryTabs(database).read("lake")).toEqual({ tabs: [tab("b"), tab("a")], activeId: "a" });
    expect(new QueryTabs(database).read("other")).toEqual({ tabs: [], activeId: null });
  });

  it("are changed, closed and moved one by one", () => {
    const tabs = new QueryTabs(database);
    tabs.save("lake", opened("a", "a", "b", "c"));
    const changed = { ...tab("b"), sql: "select 3", savedId: "s", executionIds: [] };
    tabs.save("lake", { changed: [changed], closed: ["a"], order: ["c", "b"], activeId: "b" });
    expect(tabs.read("lake")).toEqual({ tabs: [tab("c"), changed], activeId: "b" });
  });

  it("of two windows do not take each other's place", () => {
    const tabs = new QueryTabs(database);
    tabs.save("lake", opened("a", "a", "b"));
    tabs.save("lake", { ...opened("c", "c"), order: ["a", "c", "b"] });
    const typed = { ...tab("b"), sql: "typed in the other window" };
    tabs.save("lake", { changed: [tab("d"), typed], closed: ["a"], order: ["b", "d"], activeId: "d" });
    expect(tabs.read("lake")).toEqual({ tabs: [tab("c"), typed, tab("d")], activeId: "d" });
  });

  it("comes back when a window goes on with one that another has closed", () => {
    const tabs = new QueryTabs(database);
    tabs.save("lake", opened("a", "a", "b"));
    tabs.save("lake", { changed: [], closed: ["b"], order: ["a"], activeId: "a" });
    tabs.save("lake", { changed: [], closed: [], order: ["a", "b"], activeId: "b" });
    expect(tabs.read("lake")).toEqual({ tabs: [tab("a")], activeId: "a" });
    tabs.save("lake", { changed: [tab("b")], closed: [], order: ["a", "b"], activeId: "b" });
    expect(tabs.read("lake")).toEqual({ tabs: [tab("a"), tab("b")], activeId: "b" });
  });

  it("are saved all or none", () => {
    const tabs = new QueryTabs(database);
    tabs.save("lake", opened("a", "a"));
    expect(() => tabs.save("lake", opened("b", "b", "b"))).toThrow(/same id/);
    database.sql.exec(
      "CREATE TRIGGER full BEFORE INSERT ON query_tab WHEN NEW.id = 'c' BEGIN SELECT raise(ABORT, 'full'); END",
    );
    expect(() => tabs.save("lake", { ...opened("b", "b", "c"), closed: ["a"] })).toThrow(/full/);
    expect(tabs.read("lake")).toEqual({ tabs: [tab("a")], activeId: "a" });
  });
});
