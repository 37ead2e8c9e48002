import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";
import type { LocalFile } from "./gathered-files.ts";
import { relativePath } from "./relative-path.ts";

/** Which of the chosen files an upload waits for: same size, and the same path or, where only one fits, the same name. */
export function matchFiles(upload: Upload, chosen: readonly LocalFile[]): Map<string, File> {
  const found = new Map<string, File>();
  for (const item of upload.items) {
    const file = item.state === "done" ? undefined : fileFor(upload, item, chosen);
    if (file) found.set(relativePath(upload, item), file);
  }
  return found;
}

function fileFor(upload: Upload, item: UploadItem, chosen: readonly LocalFile[]): File | undefined {
  const path = relativePath(upload, item);
  const sized = chosen.flatMap((one) => (one.file?.size === item.size ? [{ ...one, file: one.file }] : []));
  const same = sized.find((one) => one.relativePath === path);
  if (same) return same.file;
  const named = sized.filter(({ file }) => path.slice(path.lastIndexOf("/") + 1) === file.name);
  return named.length === 1 ? named[0]?.file : undefined;
}
