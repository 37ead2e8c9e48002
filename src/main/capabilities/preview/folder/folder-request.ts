import type { PreviewOptions } from "../../../../shared/contract/preview.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { ReadableStore } from "../object-reader.ts";

/** A folder that someone wants to see as one dataset. */
export interface FolderRequest {
  store: ReadableStore;
  prefix: string;
  zoneLocation: string;
  options: PreviewOptions;
  signal: AbortSignal;
}

/** The folder cannot be shown as a dataset; `why` completes a sentence. */
export function notOneDataset(why: string): AppError {
  return new AppError("UNSUPPORTED", `This folder is not one dataset: ${why}.`, {
    hint: "Open a file or a folder inside it. A dataset is a folder of files of one format and one schema.",
  });
}
