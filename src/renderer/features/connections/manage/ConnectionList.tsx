import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconCloud, IconLogin2, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { client } from "../../../lib/client.ts";
import { useSignIns } from "../../../lib/sign-ins.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { connectionsChanged, type useConnections } from "../use-connections.ts";
import { ConnectionAction } from "./ConnectionAction.tsx";
import { ConnectionRow } from "./ConnectionRow.tsx";

interface ConnectionListProps {
  connections: ReturnType<typeof useConnections>;
  /** Null makes a new one. */
  onEdit: (connection: ConnectionSummary | null) => void;
}

/** All connections, each with what can be done with it. */
export function ConnectionList({ connections: { data, error, isPending, refetch }, onEdit }: ConnectionListProps) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (connectionId: string) => client.connections.remove({ connectionId }),
    onSuccess: () => connectionsChanged(queries),
  });
  return (
    <Stack gap="xs">
      {isPending && <Loader />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {remove.isError && <ErrorNotice error={remove.error} />}
      {data?.length === 0 && (
        <EmptyState icon={<IconCloud size={22} />} title="No connections yet">
          A connection says where a store is and how you sign in to it. It holds no secret.
        </EmptyState>
      )}
      {data?.map((connection) => (
        <ConnectionRow key={connection.id} connection={connection}>
          <Group gap={2} wrap="nowrap">
            <ConnectionAction
              label="Sign in to"
              name={connection.name}
              icon={<IconLogin2 size={14} />}
              onClick={() => useSignIns.getState().ask(connection.id)}
            />
            <ConnectionAction
              label="Test or change"
              name={connection.name}
              icon={<IconPencil size={14} />}
              onClick={() => onEdit(connection)}
            />
            <ConnectionAction
              label="Remove"
              name={connection.name}
              icon={<IconTrash size={14} />}
              onClick={() => confirmRemoval(connection, () => remove.mutate(connection.id))}
            />
          </Group>
        </ConnectionRow>
      ))}
      <Group justify="flex-end">
        <Button onClick={() => onEdit(null)}>New connection …</Button>
      </Group>
    </Stack>
  );
}

function confirmRemoval({ name, hasSecret }: ConnectionSummary, remove: () => void): void {
  modals.openConfirmModal({
    title: `Remove the connection “${name}”?`,
    children: <Text size="sm">What is in the store stays.{hasSecret && " The secret key is forgotten."}</Text>,
    labels: { confirm: "Remove", cancel: "Cancel" },
    onConfirm: remove,
  });
}
