import { stat } from "node:fs/promises";
import { AppError } from "../../../shared/domain/app-error.ts";
import { linesPath, typedRowsPath } from "../results/result-folder.ts";

const sizeEveryMs = 500;

/** Aborts its signal once the result set has grown over its limit. */
export function watchSize(folder: string, maxBytes: number): { signal: AbortSignal; stop: () => void } {
  const over = new AbortController();
  const sizeOf = (path: string) =>
    stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  const check = async () => {
    const [typed, lines] = await Promise.all([sizeOf(typedRowsPath(folder)), sizeOf(linesPath(folder))]);
    if (typed + lines > maxBytes) over.abort();
  };
  const timer = setInterval(() => void check(), sizeEveryMs);
  return { signal: over.signal, stop: () => clearInterval(timer) };
}

export function resultTooLarge(maxBytes: number): AppError {
  const gigabytes = (maxBytes / 1e9).toLocaleString("en-GB", { maximumFractionDigits: 1 });
  return new AppError("OUT_OF_SPACE", `The result is larger than the ${gigabytes} GB that results may take.`, {
    hint: "Add a LIMIT, ask for fewer columns, or aggregate.",
    details: { maxBytes },
  });
}
