import { describe, expect, it } from "vitest";
import { uploadLike } from "./upload-like.fixture.ts";
import { outcomeWords, overallWords, percentDone, progressOf, progressWords } from "./upload-words.ts";

describe("what is said of uploads", () => {
  it.each([
    [{ files: 12 }, "Uploading 12 files"],
    [{ files: 1, filesDone: 1, state: "done" }, "1 file uploaded"],
    [{ files: 12, filesDone: 10, filesSkipped: 2, state: "done" }, "10 of 12 files uploaded, 2 skipped"],
    [{ files: 12, filesDone: 10, filesFailed: 2, state: "failed" }, "2 of 12 files failed"],
    [{ files: 12, filesDone: 3, state: "cancelled" }, "Cancelled: 3 of 12 files uploaded"],
    [{ files: 12, filesDone: 3, state: "paused" }, "Paused: 3 of 12 files uploaded"],
  ] as const)("%o is “%s”", (part, words) => {
    expect(outcomeWords(uploadLike(part))).toBe(words);
  });

  it("speaks of several uploads together, of what moves first", () => {
    const done = uploadLike({ state: "done", files: 2, filesDone: 2 });
    const failed = uploadLike({ state: "failed", files: 3, filesFailed: 1, filesDone: 2 });
    const paused = uploadLike({ state: "paused", files: 3 });
    const running = uploadLike({ files: 5 });
    expect(overallWords([done, failed, paused, running])).toBe("Uploading 5 files");
    expect(overallWords([done, failed, paused])).toBe("1 upload is paused");
    expect(overallWords([done, failed])).toBe("1 file failed");
    expect(overallWords([done, done])).toBe("4 files uploaded");
  });

  it("tells bytes, speed and what is left", () => {
    const one = uploadLike({ files: 1, bytes: 10_000_000, bytesDone: 4_200_000 });
    expect(progressWords(one, null)).toBe("4.2 MB of 10.0 MB");
    const several = progressOf([uploadLike({ files: 9, filesDone: 2 }), { ...one, files: 3, filesSkipped: 1 }]);
    expect(progressWords(several, 1_000_000)).toBe(
      "3 of 12 files · 4.2 MB of 10.0 MB · 1.0 MB/s · about 10 seconds left",
    );
  });

  it("does not guess what is left before some of it has moved", () => {
    const begun = uploadLike({ files: 1, bytes: 1_000_000_000, bytesDone: 2_000 });
    expect(progressWords(begun, 200)).toBe("2.0 kB of 1.0 GB · 200 B/s");
  });

  it("counts files where there are no bytes", () => {
    expect(percentDone([uploadLike({ bytes: 0, files: 4, filesDone: 1 })])).toBe(25);
    expect(percentDone([uploadLike({ bytes: 200, bytesDone: 100 })])).toBe(50);
  });
});
