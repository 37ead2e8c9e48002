import { Button, FileInput, Group, Loader, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { skipToken, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { plural } from "../../../lib/format.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PlanTabs } from "./PlanTabs.tsx";
import { readImportFile } from "./read-import-file.ts";

/** Chooses a file, shows what it would change, and writes that only when the person says so. */
export function ImportKnowledge({ onDone }: { onDone: () => void }) {
  const lakeId = useLake().summary.id;
  /** The number tells a file apart from the same one, chosen again after it was changed. */
  const [chosen, setChosen] = useState<{ file: File; number: number } | null>(null);
  const plan = useQuery({
    queryKey: ["knowledge-import", lakeId, chosen?.number],
    queryFn: chosen
      ? async ({ signal }) =>
          client.knowledge.planImport({ lakeId, ...(await readImportFile(chosen.file)) }, { signal })
      : skipToken,
    staleTime: Infinity,
    gcTime: 0,
  });
  const apply = useMutation({
    mutationFn: (planId: string) => client.knowledge.applyImport({ lakeId, planId }),
    onSuccess: () => {
      notifications.show({ message: "The import is under way: see Activity for how far it is." });
      onDone();
    },
  });
  const choose = (file: File | null) => {
    apply.reset();
    setChosen(file && { file, number: (chosen?.number ?? 0) + 1 });
  };
  const changes = plan.data?.changes ?? 0;
  return (
    <Stack gap="sm">
      <FileInput
        label="File"
        description="CSV or JSON, as Lakeshore exports it. Nothing is written before you apply it."
        placeholder="Choose a file …"
        accept=".csv,.json"
        value={chosen?.file ?? null}
        onChange={choose}
        // Without this a browser says nothing of the same file, chosen again after it was corrected.
        fileInputProps={{ onClick: (event) => void (event.currentTarget.value = "") }}
        data-autofocus
      />
      {plan.isFetching && (
        <Group gap="xs">
          <Loader size="xs" /> <Text size="sm">Comparing it with what is known …</Text>
        </Group>
      )}
      {plan.isError && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
      {plan.data && <PlanTabs key={plan.data.planId} plan={plan.data} />}
      {apply.isError && <ErrorNotice error={apply.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button
          disabled={changes === 0 || apply.isError}
          loading={apply.isPending}
          onClick={() => plan.data && apply.mutate(plan.data.planId)}
        >
          {changes === 0 ? "Apply" : `Apply ${plural(changes, "change")}`}
        </Button>
      </Group>
    </Stack>
  );
}
