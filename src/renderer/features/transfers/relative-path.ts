import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";

/** The path of an item below the folder that its upload goes to. */
export function relativePath({ path: folder }: Upload, { path }: UploadItem): string {
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}
