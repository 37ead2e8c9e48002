import { Button } from "@mantine/core";
import { IconClipboard, IconFolder } from "@tabler/icons-react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { ObjectActions } from "./use-object-actions.tsx";

/** A folder without anything in it, and what can be put there. */
export function EmptyFolder({ actions }: { actions: ObjectActions }) {
  return (
    <EmptyState icon={<IconFolder size={22} />} title="This folder is empty">
      <p>Drop files or folders here to upload them, or make a folder.</p>
      {actions.canPaste && (
        <Button variant="default" leftSection={<IconClipboard size={15} />} onClick={actions.paste}>
          Paste here
        </Button>
      )}
    </EmptyState>
  );
}
