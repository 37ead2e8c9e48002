import { ActionIcon, Menu } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconDots, IconDownload, IconUpload } from "@tabler/icons-react";
import { LakeContext, useLake } from "../../../app/lake-context.ts";
import { ExportKnowledge } from "./ExportKnowledge.tsx";
import { ImportKnowledge } from "./ImportKnowledge.tsx";

/** Takes what people know of the lake's tables out of it as a file, and brings such files in. */
export function ExchangeMenu() {
  const lake = useLake();
  const openExport = () => {
    const id = modals.open({
      title: "Export what people know",
      children: (
        <LakeContext value={lake}>
          <ExportKnowledge onDone={() => modals.close(id)} />
        </LakeContext>
      ),
    });
  };
  const openImport = () => {
    const id = modals.open({
      title: "Import what people know",
      size: 1040,
      closeOnClickOutside: false,
      children: (
        <LakeContext value={lake}>
          <ImportKnowledge onDone={() => modals.close(id)} />
        </LakeContext>
      ),
    });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="Export and import" title="Export and import">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconDownload size={14} />} onClick={openExport}>
          Export what people know …
        </Menu.Item>
        <Menu.Item leftSection={<IconUpload size={14} />} onClick={openImport}>
          Import …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
