import { expect, it } from "vitest";
import { BrowserPulse } from "./browser-pulse.ts";
import { receiveBytes } from "./receive-bytes.ts";

it("waits for a page that is busy with other files, until nothing comes from it", async () => {
  const silences = [0, 0, 0, Infinity];
  const pulse = new BrowserPulse();
  pulse.silence = () => silences.shift() ?? Infinity;
  let isClosed = false;
  const received = await receiveBytes({
    accept: () => ({ url: "/uploads/x", close: () => (isClosed = true) }),
    patience: { begin: 5, next: 5 },
    pulse,
    path: "a.csv",
    signal: new AbortController().signal,
    onAddress: () => undefined,
    onBegin: () => undefined,
    store: () => Promise.reject(new Error("nothing is sent")),
  });
  expect(received).toEqual({ state: "unsent" });
  expect(silences).toEqual([]);
  expect(isClosed).toBe(true);
});

it("tells the silence from the last sign of life", () => {
  const pulse = new BrowserPulse();
  expect(pulse.silence()).toBe(Infinity);
  pulse.beat();
  expect(pulse.silence()).toBeLessThan(60_000);
});
