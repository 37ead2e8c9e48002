import { notifications } from "@mantine/notifications";
import { type ReactNode, useState } from "react";
import { type ObjectAddress, baseName, isFolderPath } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { useHost } from "../../lib/host.ts";
import { openPrompt } from "../../ui/prompt.tsx";
import { showError } from "../../ui/show-error.ts";
import { useChooseFolder } from "../lakes/index.ts";
import { downloadObject, startDownloadJob } from "../snapshots/index.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { type TransferMode, useObjectClipboard } from "./object-clipboard.ts";
import { type Selection, nothingSelected, selectOne, stemLength } from "./selection.ts";
import { type TransferRequest, TransferDialog } from "./TransferDialog.tsx";

export interface ObjectActions {
  selectedCount: number;
  canPaste: boolean;
  createFolder: () => void;
  rename: () => void;
  remove: () => void;
  /** Asks where to, then brings the selection to this machine as it is. */
  download: () => void;
  /** Asks where to, then copies or moves the selection. */
  transferTo: (mode: TransferMode) => void;
  toClipboard: (mode: TransferMode) => void;
  paste: () => void;
  dialogs: ReactNode;
}

/** What can be done with the selection in a folder; the caller renders `dialogs`. */
export function useObjectActions(
  address: ObjectAddress,
  selection: Selection,
  onSelect: (selection: Selection) => void,
): ObjectActions {
  const { lakeId, zoneId, path: folder } = address;
  const [deleting, setDeleting] = useState<string[] | null>(null);
  const [transfer, setTransfer] = useState<TransferRequest | null>(null);
  const clipboard = useObjectClipboard();
  const paths = [...selection.paths];
  const [only] = paths.length === 1 ? paths : [];

  const host = useHost();
  const chooseFolder = useChooseFolder((path) => {
    startDownloadJob(address, paths, { kind: "folder", path }).catch(showError);
  });
  const download = () => {
    if (host && only !== undefined && !isFolderPath(only)) {
      downloadObject({ ...address, path: only }, host).catch(showError);
    } else
      chooseFolder(
        host?.kind === "browser" ? "Download to a folder of the machine that runs Lakeshore" : "Download to",
      );
  };

  const createFolder = () =>
    openPrompt({
      title: "New folder",
      label: "Name",
      initial: "",
      submit: "Make the folder",
      onSubmit: async (name) => {
        const entry = await client.zones.createFolder({ lakeId, zoneId, path: `${folder}${name}/` });
        onSelect(selectOne(entry.path, 0));
      },
    });

  const rename = () => {
    if (only === undefined) return;
    const name = baseName(only);
    openPrompt({
      title: `Rename “${name}”`,
      label: "Name",
      initial: name,
      submit: "Rename",
      selectTo: only.endsWith("/") ? name.length : stemLength(name),
      onSubmit: async (newName) => {
        const entry = await client.zones.rename({ lakeId, zoneId, path: only, newName });
        onSelect(selectOne(entry.path, 0));
      },
    });
  };

  return {
    selectedCount: paths.length,
    canPaste: clipboard.content?.lakeId === lakeId,
    createFolder,
    rename,
    download: () => paths.length > 0 && download(),
    remove: () => paths.length > 0 && setDeleting(paths),
    transferTo: (mode) => paths.length > 0 && setTransfer({ mode, lakeId, zoneId, paths, destination: null }),
    toClipboard: (mode) => {
      if (paths.length === 0) return;
      clipboard.set({ mode, lakeId, zoneId, paths });
      notifications.show({
        message: `${plural(paths.length, "item")} ${mode === "copy" ? "copied" : "cut"}: paste in another folder.`,
        autoClose: 2500,
      });
    },
    paste: () => {
      if (!clipboard.content || clipboard.content.lakeId !== lakeId) return;
      setTransfer({ ...clipboard.content, destination: { zoneId, path: folder } });
      if (clipboard.content.mode === "move") clipboard.set(null);
    },
    dialogs: (
      <>
        {deleting && (
          <DeleteDialog
            selection={{ lakeId, zoneId, paths: deleting }}
            onClose={() => setDeleting(null)}
            onDeleted={() => onSelect(nothingSelected)}
          />
        )}
        {chooseFolder.dialog}
        {transfer && <TransferDialog request={transfer} onClose={() => setTransfer(null)} />}
      </>
    ),
  };
}
