import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { log } from "../log.ts";
import { keepLogFile } from "./log-file.ts";

test("keeps the log in a file, sets a large one aside, and goes on when it cannot be kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "lakeshore-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => written.mockRestore());

  keepLogFile(folder);
  log("error", "first", { error: new Error("why") });
  const file = join(folder, "logs", "main.log");
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ level: "error", event: "first" });

  truncateSync(file, 6 * 1024 * 1024);
  keepLogFile(folder);
  expect(readdirSync(join(folder, "logs"))).toEqual(["main.1.log"]);

  rmSync(folder, { recursive: true });
  log("info", "second");
  log("info", "third");
  expect(written.mock.calls.map(([line]) => JSON.parse(String(line)).event)).toEqual(
    expect.arrayContaining(["second", "third"]),
  );
});
