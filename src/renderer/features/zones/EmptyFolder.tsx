import { Button, Group } from "@mantine/core";
import { IconClipboard, IconFolder, IconFolderPlus } from "@tabler/icons-react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { ObjectActions } from "./use-object-actions.tsx";

/** A folder without anything in it, and what can be put there. */
export function EmptyFolder({ actions }: { actions: ObjectActions }) {
  return (
    <EmptyState icon={<IconFolder size={22} />} title="This folder is empty">
      Drop files or folders here to upload them, or make a folder.
      <Group justify="center" gap="xs" mt="sm">
        <Button variant="default" leftSection={<IconFolderPlus size={15} />} onClick={actions.createFolder}>
          New folder …
        </Button>
        {actions.canPaste && (
          <Button variant="default" leftSection={<IconClipboard size={15} />} onClick={actions.paste}>
            Paste here
          </Button>
        )}
      </Group>
    </EmptyState>
  );
}
