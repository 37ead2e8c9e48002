import { Button, Menu } from "@mantine/core";
import { IconFile, IconFolder, IconUpload } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { useHost } from "../../lib/host.ts";
import { showError } from "../../ui/show-error.ts";
import { pickForUpload } from "./pick-files.ts";
import { offerUpload } from "./pending-uploads.ts";

/** Chooses files or a folder to upload to the folder that is looked at; in the palette too. */
export function UploadMenu({ address }: { address: ObjectAddress }) {
  const host = useHost();
  const upload = useCallback(
    (folders: boolean) => {
      pickForUpload(host, folders).then(
        (gathered) => gathered && offerUpload(address, () => Promise.resolve(gathered)),
        showError,
      );
    },
    [host, address],
  );
  const commands = useMemo(
    (): Command[] => [
      { id: "upload-files", label: "Upload files to this folder …", group: "This folder", run: () => upload(false) },
      { id: "upload-folder", label: "Upload a folder to this folder …", group: "This folder", run: () => upload(true) },
    ],
    [upload],
  );
  useCommands("uploads", commands);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconUpload size={15} />}>
          Upload
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFile size={14} />} onClick={() => upload(false)}>
          Files …
        </Menu.Item>
        <Menu.Item leftSection={<IconFolder size={14} />} onClick={() => upload(true)}>
          Folder …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
