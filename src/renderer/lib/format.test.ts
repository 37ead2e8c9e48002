import { describe, expect, it } from "vitest";
import { exactBytes, formatBytes, formatDuration, formatTime, plural } from "./format.ts";

describe("formatting", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [999_499, "999 kB"],
    [999_950, "1.0 MB"],
    [1_234_567, "1.2 MB"],
    [5_000_000_000_000, "5.0 TB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("says exact bytes in words", () => {
    expect([exactBytes(1), exactBytes(1_234)]).toEqual(["1 byte", "1,234 bytes"]);
  });

  it.each([
    [40, "40 ms"],
    [1_250, "1.3 s"],
    [42_000, "42 s"],
    [185_000, "3 min 5 s"],
    [7_800_000, "2 h 10 min"],
  ])("writes %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it("leaves out of a time what goes without saying", () => {
    const now = new Date(2026, 4, 3, 18, 0);
    expect(formatTime(new Date(2026, 4, 3, 14, 5).toISOString(), now)).toBe("14:05");
    expect(formatTime(new Date(2026, 0, 3, 14, 5).toISOString(), now)).toBe("3 Jan 14:05");
    expect(formatTime(new Date(2023, 0, 3, 14, 5).toISOString(), now)).toBe("3 Jan 2023");
  });

  it("counts things", () => {
    expect([plural(1, "file"), plural(2_000, "file"), plural(0, "entry", "entries")]).toEqual([
      "1 file",
      "2,000 files",
      "0 entries",
    ]);
  });
});
