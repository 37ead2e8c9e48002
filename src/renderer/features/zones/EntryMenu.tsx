import { Menu } from "@mantine/core";
import {
  IconClipboard,
  IconCopy,
  IconCut,
  IconFileDownload,
  IconFolderPlus,
  IconFolderSymlink,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { entryActions } from "./entry-actions.ts";
import type { ObjectActions } from "./use-object-actions.tsx";
import classes from "./ZonePage.module.css";

interface EntryMenuProps {
  at: { x: number; y: number };
  actions: ObjectActions;
  /** The one object or folder that is selected; null while it is none or several. */
  only: ObjectAddress | null;
  onClose: () => void;
}

/** What can be done with the selection, where the pointer is. */
export function EntryMenu({ at, actions, only, onClose }: EntryMenuProps) {
  const one = actions.selectedCount === 1;
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={230}>
      <Menu.Target>
        <div className={classes["menu"]} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {only && entryActions.map(({ id, Item }) => <Item key={id} address={only} />)}
        {only && entryActions.length > 0 && <Menu.Divider />}
        <Menu.Item
          leftSection={<IconFileDownload size={14} />}
          disabled={actions.selectedCount === 0}
          onClick={actions.download}
        >
          Download …
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={14} />} rightSection="F2" disabled={!one} onClick={actions.rename}>
          Rename …
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderSymlink size={14} />} onClick={() => actions.transferTo("copy")}>
          Copy to …
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderSymlink size={14} />} onClick={() => actions.transferTo("move")}>
          Move to …
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          rightSection="Ctrl C"
          onClick={() => actions.toClipboard("copy")}
        >
          Copy
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCut size={14} />}
          rightSection="Ctrl X"
          onClick={() => actions.toClipboard("move")}
        >
          Cut
        </Menu.Item>
        <Menu.Item
          leftSection={<IconClipboard size={14} />}
          rightSection="Ctrl V"
          disabled={!actions.canPaste}
          onClick={actions.paste}
        >
          Paste here
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderPlus size={14} />} onClick={actions.createFolder}>
          New folder …
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={14} />} rightSection="Del" onClick={actions.remove}>
          Delete …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
