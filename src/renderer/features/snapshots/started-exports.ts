import { z } from "zod";

const KEY = "lakeshore.exports";

const StartedExport = z.object({
  jobId: z.string(),
  /** Rows written as another file, or objects as they are. */
  kind: z.enum(["export", "download"]),
  name: z.string(),
  /** Rows that come out, where that is known before. */
  rows: z.number().nullable(),
});
export type StartedExport = z.infer<typeof StartedExport>;

/** Exports and downloads that this window started and whose end it has not told of yet; they survive a reload, not the window. */
export function unfinishedExports(): StartedExport[] {
  try {
    return z.array(StartedExport).parse(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}

export function rememberExport(started: StartedExport): void {
  write([...unfinishedExports(), started]);
}

/** True the first time: the end of an export is told, and its download begun, once. */
export function forgetExport(jobId: string): boolean {
  const all = unfinishedExports();
  const rest = all.filter((started) => started.jobId !== jobId);
  write(rest);
  return rest.length < all.length;
}

function write(exports: readonly StartedExport[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(exports));
}
