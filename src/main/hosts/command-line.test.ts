import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parseCommandLine, parseDesktopCommandLine } from "./command-line.ts";

test("reads port, lake and user-data folder", () => {
  const parsed = parseCommandLine(["--port", "4242", "--lake", "/lakes/a", "--user-data=/data"], {});
  expect(parsed).toEqual({ port: 4242, lakePath: "/lakes/a", userData: "/data", help: false });
  expect(parseCommandLine([], {})).toEqual({ port: null, lakePath: null, userData: null, help: false });
});

test("takes relative paths from where the command was given", () => {
  expect(parseCommandLine(["--lake", "a lake"], { INIT_CWD: "/home/ann" }).lakePath).toBe(
    resolve("/home/ann", "a lake"),
  );
});

test("takes the user-data folder from the environment, and an argument over it", () => {
  const env = { LAKESHORE_USER_DATA: "/from-env" };
  expect(parseCommandLine([], env).userData).toBe("/from-env");
  expect(parseCommandLine(["--user-data", "/named"], env).userData).toBe("/named");
});

test.each([["--prot"], ["--port"], ["--port", "x"], ["--port", "65536"], ["--port", "-1"], ["extra"]])(
  "refuses %j %j with a sentence",
  (...args) => {
    expect(() => parseCommandLine(args, {})).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  },
);

test("the desktop app passes over what Chromium and the system add", () => {
  const args = ["--inspect=0", "--remote-debugging-port=0", "/opt/lakeshore", "--lake", "/lakes/a", "--no-sandbox"];
  expect(parseDesktopCommandLine(args, {})).toMatchObject({ lakePath: "/lakes/a", userData: null });
});
