import { notifications } from "@mantine/notifications";
import type { Upload } from "../../../shared/contract/transfers.ts";
import { byteSender } from "./byte-sender.ts";
import { matchFiles } from "./match-files.ts";
import { retryUpload } from "./upload-acts.ts";
import { pathBelow, pickInBrowser } from "./pick-files.ts";

/** Asks for the files of an upload whose bytes this page has lost, and goes on with those that fit. */
export async function chooseAgain(upload: Upload, folders: boolean): Promise<void> {
  const picked = await pickInBrowser(folders);
  if (picked.length === 0) return;
  const chosen = picked.map((file) => ({ relativePath: pathBelow(file), file }));
  const found = matchFiles(upload, chosen);
  // Main asks for a few files at a time: what it does not show yet is kept for later.
  byteSender.hold(
    upload.id,
    new Map([...chosen.map(({ relativePath, file }) => [relativePath, file] as const), ...found]),
  );
  if (found.size > 0) return retryUpload(upload);
  notifications.show({
    color: "yellow",
    title: "None of these files belongs to this upload",
    message: "A file has to have the same name and size as when the upload began.",
  });
}
