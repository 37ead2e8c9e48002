import { notifications } from "@mantine/notifications";
import type { Upload } from "../../../shared/contract/transfers.ts";
import { byteSender } from "./byte-sender.ts";
import { matchFiles } from "./match-files.ts";
import { pathBelow, pickInBrowser } from "./pick-files.ts";

/** Asks for the files of an upload whose bytes this page has lost, and goes on with those that fit. */
export async function chooseAgain(upload: Upload, folders: boolean): Promise<void> {
  const picked = await pickInBrowser(folders);
  if (picked.length === 0) return;
  const chosen = picked.map((file) => ({ relativePath: pathBelow(file), file }));
  const found = matchFiles(upload, chosen);
  byteSender.hold(upload.id, found);
  if (found.size > 0) return;
  notifications.show({
    color: "yellow",
    title: "None of these files belongs to this upload",
    message: "A file has to have the same name and size as when the upload began.",
  });
}
