import { client } from "../../lib/client.ts";
import type { HostInfo } from "../../../shared/contract/host.ts";
import { type Gathered, gatheredFiles, gatheredPaths } from "./gathered-files.ts";

/** Asks for files, or for a folder, with the system's dialog or the browser's. Null when the person cancels. */
export async function pickForUpload(host: HostInfo | undefined, folders: boolean): Promise<Gathered | null> {
  if (host?.can.chooseWithNativeDialog) {
    const title = folders ? "Upload a folder" : "Upload files";
    const paths = await client.host.chooseFiles({ title, folders });
    return paths === null || paths.length === 0 ? null : gatheredPaths(paths);
  }
  const files = await pickInBrowser(folders);
  return files.length === 0 ? null : gatheredFiles(files.map((file) => ({ relativePath: pathBelow(file), file })));
}

/** The browser's own dialog; no files when the person cancels, or chooses a folder without any. */
export function pickInBrowser(folders: boolean): Promise<File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folders;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener("cancel", () => resolve([]), { once: true });
    input.click();
  });
}

/** "folder/a.csv" for a file of a chosen folder, "a.csv" for a chosen file. */
export function pathBelow(file: File): string {
  return file.webkitRelativePath === "" ? file.name : file.webkitRelativePath;
}
