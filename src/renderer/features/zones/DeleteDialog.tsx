import { Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { baseName } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, formatBytes, plural } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

interface DeleteDialogProps {
  selection: { lakeId: string; zoneId: string; paths: string[] };
  onClose: () => void;
  onDeleted: () => void;
}

/** Counts what would go, and deletes after a yes. */
export function DeleteDialog({ selection, onClose, onDeleted }: DeleteDialogProps) {
  const plan = useQuery({
    queryKey: ["delete-plan", selection],
    queryFn: ({ signal }) => client.zones.plan({ ...selection, destination: null }, { signal }),
    gcTime: 0,
    staleTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => client.zones.delete(selection),
    onSuccess: () => {
      onDeleted();
      onClose();
    },
  });
  const [first] = selection.paths;
  const what = selection.paths.length === 1 ? `“${baseName(first ?? "")}”` : plural(selection.paths.length, "item");
  return (
    <Modal opened onClose={onClose} title={`Delete ${what}?`}>
      <Stack gap="sm">
        {plan.isPending && (
          <Group gap="xs">
            <Loader size="xs" /> <Text size="sm">Counting what would be deleted …</Text>
          </Group>
        )}
        {plan.isError && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.data && (
          <Text size="sm">
            This deletes <b>{plural(plan.data.objects, "object")}</b>
            {plan.data.folders > 0 && ` in ${plural(plan.data.folders, "folder")}`},{" "}
            <b title={exactBytes(plan.data.bytes)}>{formatBytes(plan.data.bytes)}</b>. It cannot be undone here.
          </Text>
        )}
        {remove.isError && <ErrorNotice error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" disabled={!plan.data} loading={remove.isPending} onClick={() => remove.mutate()}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
