import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runsOn } from "../../../../tests/fixtures/runs-on.ts";

const scanning = fileURLToPath(new URL("../../../../tests/fixtures/inventory-as-nobody.ts", import.meta.url));

const open = { "raw/airports.csv": "known", "trusted/airports.csv": "known" };
const all = { ...open, "raw/shut/a.csv": "known", "raw/shut/deep/b.csv": "known", "raw/shut/deep/c.csv": "known" };

function unread(path: string, objects: number) {
  return [{ kind: "unread-folders", zoneId: "raw", path, objects, evidence: reason(path) }];
}

function reason(path: string): string {
  return `“raw/${path}” may not be read or written by you.`;
}

function warnings(path: string): string[] {
  return [`1 folder could not be read: what was known of it is kept. ${reason(path)}`];
}

if (runsOn(["linux", "darwin"], "what needs POSIX permissions"))
  it("keeps what it knew of folders that may not be read, says which and why, and calls no table of them gone", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [scanning]);
    const done = { job: "done", problem: null, removed: 0 };
    const shut = { ...done, warnings: warnings("shut/") };
    expect(JSON.parse(stdout)).toEqual({
      before: { ...done, warnings: [], unread: [], datasets: all },
      shut: { ...shut, unread: unread("shut/", 3), datasets: all },
      "shut, never read": { ...shut, unread: unread("shut/", 0), datasets: open },
      "listed, not entered": { ...shut, unread: unread("shut/", 0), datasets: open },
      "open again": { ...done, warnings: [], unread: [], datasets: all },
      "zone shut": { ...done, warnings: warnings(""), unread: unread("", 4), datasets: all },
      "only the shut zone": {
        job: "failed",
        problem: reason(""),
        warnings: [],
        removed: 0,
        unread: unread("", 4),
        datasets: all,
      },
    });
  }, 60_000);
