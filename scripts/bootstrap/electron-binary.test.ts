import { expect, test } from "vitest";
import { desktopObstacle } from "./electron-binary.mjs";

test("says why no desktop app can be shown", () => {
  expect(desktopObstacle("linux", { DISPLAY: ":0" }, 0)).toContain("root");
  expect(desktopObstacle("linux", {}, 1000)).toContain("no display");
  expect(desktopObstacle("linux", { DISPLAY: ":0" }, 1000)).toBeNull();
  expect(desktopObstacle("linux", { WAYLAND_DISPLAY: "wayland-0" }, 1000)).toBeNull();
  expect(desktopObstacle("darwin", {}, 501)).toBeNull();
  expect(desktopObstacle("win32", {}, undefined)).toBeNull();
});
