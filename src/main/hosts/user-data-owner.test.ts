import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "../../shared/domain/app-error.ts";
import { ownUserData } from "./user-data-owner.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lakeshore-owner-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the folder and keeps it. */
async function otherOwner() {
  const program = join(folder, "owner.mts");
  const module = JSON.stringify(new URL("user-data-owner.ts", import.meta.url).href);
  writeFileSync(
    program,
    `import { ownUserData } from ${module};
     const owned = ownUserData(${JSON.stringify(folder)}, "browser");
     owned.announce("http://127.0.0.1:1/?token=x");
     process.send("owned");
     setInterval(() => {}, 1000);`,
  );
  const child = fork(program);
  await once(child, "message");
  return child;
}

test("says who has the folder and where it can be reached", async () => {
  const child = await otherOwner();
  const failure = catchAppError(() => ownUserData(folder, "desktop"));
  expect(failure.code).toBe("CONFLICT");
  expect(failure.message).toContain(String(child.pid));
  expect(failure.details).toEqual({ pid: child.pid, url: "http://127.0.0.1:1/?token=x" });
  expect(failure.hint).toContain("http://127.0.0.1:1/?token=x");
  child.kill("SIGKILL");
  await once(child, "exit");
});

test("takes over from an owner that was killed", async () => {
  const child = await otherOwner();
  child.kill("SIGKILL");
  await once(child, "exit");
  const owned = ownUserData(folder, "browser");
  expect(existsSync(join(folder, "owner.json"))).toBe(true);
  owned.release();
});

test("is free again once released", () => {
  ownUserData(folder, "browser").release();
  expect(() => ownUserData(folder, "desktop").release()).not.toThrow();
});

function catchAppError(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}
