import { describe, expect, it } from "vitest";
import { syncWords } from "./sync-words.ts";

const sync = {
  isSyncing: false,
  read: 0,
  tables: 2,
  syncedAt: "2026-01-01T00:00:00.000Z",
  problem: null,
  problems: [],
};
const denied = (database: string) => ({ database, message: "Not allowed.", hint: null });

describe("syncWords", () => {
  it("says how far a sync is", () => {
    expect(syncWords({ ...sync, isSyncing: true, read: 1200 }).words).toContain("1,200 tables");
  });

  it("warns of what could not be read, and how old the copy is", () => {
    expect(syncWords({ ...sync, problem: "Glue is away." })).toMatchObject({
      level: "warning",
      words: expect.stringMatching(/^Glue is away\. Shown as it was /),
    });
    const { level, words } = syncWords({ ...sync, problems: [denied("ops"), denied("hr")] });
    expect(level).toBe("warning");
    expect(words).toContain("ops and 1 other database cannot be read: Not allowed.");
  });

  it("is calm otherwise", () => {
    expect(syncWords(sync)).toMatchObject({ level: "info", words: expect.stringContaining("2 tables") });
    expect(syncWords({ ...sync, syncedAt: null }).words).toContain("not synced yet");
  });
});
