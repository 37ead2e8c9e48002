import { Badge, Group, Loader, ScrollArea, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { CatalogPlan } from "../../../shared/domain/inventory.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { actionWords, changeText } from "./inventory-words.ts";

interface PlanDialogProps {
  lakeId: string;
  ids: number[];
  onBegun: () => void;
  onDone: () => void;
}

/** Exactly what will be written to the catalog, dataset by dataset, before it is. */
export function PlanDialog({ lakeId, ids, onBegun, onDone }: PlanDialogProps) {
  const plan = useQuery({
    queryKey: ["inventory-plan", lakeId, ids],
    queryFn: ({ signal }) => client.inventory.plan({ lakeId, ids }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (plan.isError) return <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) {
    return (
      <Group gap="xs">
        <Loader size="xs" /> <Text size="sm">Comparing with the catalog …</Text>
      </Group>
    );
  }
  const possible = plan.data.filter(({ action }) => action !== "none");
  const datasets = possible.map(({ datasetId, fingerprint }) => ({ id: datasetId, fingerprint }));
  return (
    <DialogForm
      submit={possible.length === 0 ? "Register" : `Register ${plural(possible.length, "dataset")}`}
      canSubmit={possible.length > 0}
      startAtSubmit
      onSubmit={async () => {
        await client.inventory.apply({ lakeId, datasets });
        onBegun();
        onDone();
      }}
      onCancel={onDone}
    >
      <ScrollArea.Autosize mah={420}>
        <Stack gap="sm">
          {plan.data.map((one) => (
            <PlannedChange key={one.datasetId} plan={one} />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </DialogForm>
  );
}

function PlannedChange({ plan: { action, table, changes, obstacle } }: { plan: CatalogPlan }) {
  return (
    <div>
      <Group gap="xs">
        <Badge size="sm" variant="light" tt="none" color={action === "none" ? "gray" : "lake"}>
          {actionWords[action]}
        </Badge>
        <Text size="sm" fw={500}>
          {table ? `${table.zoneId ?? ""}.${table.name}` : "This dataset"}
        </Text>
        {table && action === "create" && (
          <Text size="sm" c="dimmed">
            {plural(table.columns.length, "column")} from {table.location}
          </Text>
        )}
      </Group>
      {obstacle !== null && (
        <Text size="sm" c="orange">
          {obstacle}
        </Text>
      )}
      {changes
        .filter(({ what }) => action !== "create" || what === "partitions")
        .map((change) => (
          <Text key={`${change.what} ${change.name}`} size="sm" c="dimmed">
            {changeText(change)}
          </Text>
        ))}
    </div>
  );
}
