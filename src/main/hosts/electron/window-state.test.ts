import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { placeWindow, readWindowState, writeWindowState } from "./window-state.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const state = { bounds: { x: 100, y: 50, width: 1400, height: 900 }, maximized: true };

test("opens where the window was closed", () => {
  const folder = mkdtempSync(join(tmpdir(), "lakeshore-window-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "window.json");
  expect(readWindowState(file)).toBeNull();
  writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
  writeFileSync(file, "{ not json");
  expect(readWindowState(file)).toBeNull();
});

test("keeps the place on a display that is there", () => {
  expect(placeWindow(state, [screen])).toEqual(state.bounds);
});

test("keeps the size alone when the display is gone", () => {
  const away = { ...state, bounds: { ...state.bounds, x: 3000 } };
  expect(placeWindow(away, [screen])).toEqual({ width: 1400, height: 900 });
  expect(placeWindow(away, [screen, { ...screen, x: 1920 }])).toEqual(away.bounds);
});

test("is never smaller than can be used", () => {
  const tiny = { ...state, bounds: { x: 0, y: 0, width: 10, height: 10 } };
  expect(placeWindow(tiny, [screen])).toMatchObject({ width: 960, height: 600 });
});

test("opens at a readable size at first", () => {
  expect(placeWindow(null, [screen])).toEqual({ width: 1280, height: 800 });
});
