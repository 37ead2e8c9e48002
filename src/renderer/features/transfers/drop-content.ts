import { AppError } from "../../../shared/domain/app-error.ts";
import { pathsOfFiles } from "../../lib/desktop-bridge.ts";
import { type Gathered, gatheredFiles, gatheredPaths } from "./gathered-files.ts";
import { walkEntries } from "./walk-entries.ts";

export interface GatherOptions {
  signal: AbortSignal;
  onCount: (found: number) => void;
}

export type Gather = (options: GatherOptions) => Promise<Gathered>;

/** Whether a drag brings files of the computer; anything else is text, a link, a picture without a file. */
export function bringsFiles(transfer: DataTransfer): boolean {
  return transfer.types.includes("Files");
}

/** Takes hold of what was dropped, which is gone once the event is over, and gives the way to go through it. */
export function gatherDrop(transfer: DataTransfer): Gather {
  const files = [...transfer.files];
  const paths = pathsOfFiles(files);
  if (paths) {
    const known = paths.filter((path) => path !== "");
    return async () => {
      if (known.length === 0) throw notAFile();
      return gatheredPaths(known);
    };
  }
  const entries: FileSystemEntry[] = [];
  for (const item of transfer.items) {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    if (entry) entries.push(entry);
  }
  return async (options) => {
    if (entries.length === 0) {
      if (files.length === 0) throw notAFile();
      return gatheredFiles(files.map((file) => ({ relativePath: file.name, file })));
    }
    const walked = await walkEntries(entries, options);
    return gatheredFiles(walked.files, walked.problems);
  };
}

function notAFile(): AppError {
  return new AppError("INVALID_INPUT", "There is no file in what was dropped.", {
    hint: "Save it as a file first, then drop that.",
  });
}
