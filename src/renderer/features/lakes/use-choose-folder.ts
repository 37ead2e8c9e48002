import { type ReactElement, createElement, useState } from "react";
import { client } from "../../lib/client.ts";
import { useHost } from "../../lib/host.ts";
import { showError } from "../../ui/show-error.ts";
import { FolderPicker } from "./FolderPicker.tsx";

type ChooseFolder = ((title: string) => void) & { dialog: ReactElement | null };

/** Asks for a folder: the system's dialog where there is one, else our own, which the caller renders as `dialog`. */
export function useChooseFolder(onChoose: (path: string) => void): ChooseFolder {
  const host = useHost();
  const [title, setTitle] = useState<string | null>(null);
  const choose = (wanted: string): void => {
    if (!host?.can.chooseWithNativeDialog) return setTitle(wanted);
    client.host.chooseFolder({ title: wanted }).then((path) => path !== null && onChoose(path), showError);
  };
  const dialog =
    title === null
      ? null
      : createElement(FolderPicker, {
          title,
          onClose: () => setTitle(null),
          onChoose: (path: string) => {
            setTitle(null);
            onChoose(path);
          },
        });
  return Object.assign(choose, { dialog });
}
