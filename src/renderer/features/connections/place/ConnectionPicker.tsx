import { Button, Group, Loader, Stack, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { ConnectionEditor } from "../manage/ConnectionEditor.tsx";
import { ConnectionRow } from "../manage/ConnectionRow.tsx";
import { useConnections } from "../use-connections.ts";

interface ConnectionPickerProps {
  onChoose: (connection: ConnectionSummary) => void;
  onCancel: () => void;
}

/** Chooses a connection that is set up, or makes one; the first is made at once. */
export function ConnectionPicker({ onChoose, onCancel }: ConnectionPickerProps) {
  const { data, error, refetch } = useConnections();
  const [isNew, setIsNew] = useState(false);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loader />;
  if (isNew || data.length === 0) {
    return (
      <ConnectionEditor
        connection={null}
        taken={data.map(({ name }) => name)}
        submit="Save and go on"
        onSaved={onChoose}
        onCancel={isNew ? () => setIsNew(false) : onCancel}
      />
    );
  }
  return (
    <Stack gap="xs">
      {data.map((connection) => (
        <UnstyledButton key={connection.id} onClick={() => onChoose(connection)} aria-label={`Use ${connection.name}`}>
          <ConnectionRow connection={connection}>
            <IconChevronRight size={16} />
          </ConnectionRow>
        </UnstyledButton>
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button variant="default" onClick={() => setIsNew(true)}>
          New connection …
        </Button>
      </Group>
    </Stack>
  );
}
