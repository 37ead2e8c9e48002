import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../lib/client.ts";
import { formatBytes, plural } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { DestinationPicker } from "./DestinationPicker.tsx";
import type { TransferMode } from "./object-clipboard.ts";

export interface TransferRequest {
  mode: TransferMode;
  lakeId: string;
  zoneId: string;
  paths: string[];
  /** Null asks for it. */
  destination: { zoneId: string; path: string } | null;
}

const choices = [
  { value: "skip", label: "Leave what is there, skip these" },
  { value: "keep-both", label: "Keep both, with a number behind the name" },
  { value: "replace", label: "Replace what is there" },
] as const;
type Choice = (typeof choices)[number]["value"];

/** Says what a copy or a move would do, asks where to and what to do with names that are taken. */
export function TransferDialog({ request, onClose }: { request: TransferRequest; onClose: () => void }) {
  const { mode, lakeId, zoneId, paths } = request;
  const [destination, setDestination] = useState(request.destination ?? { zoneId, path: "" });
  const [choice, setChoice] = useState<Choice>("keep-both");
  const plan = useQuery({
    queryKey: ["transfer-plan", lakeId, zoneId, paths, destination],
    queryFn: ({ signal }) => client.zones.plan({ lakeId, zoneId, paths, destination }, { signal }),
    gcTime: 0,
    staleTime: 0,
  });
  const conflict = plan.data && plan.data.conflictCount > 0 ? choice : "fail";
  const transfer = useMutation({
    mutationFn: () => client.zones[mode]({ lakeId, zoneId, paths, destination, conflict }),
    onSuccess: onClose,
  });
  const verb = mode === "copy" ? "Copy" : "Move";
  return (
    <Modal opened onClose={onClose} title={`${verb} ${plural(paths.length, "item")}`} size="lg">
      <Stack gap="sm">
        <DestinationPicker lakeId={lakeId} value={destination} onChange={setDestination} />
        {plan.isError && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.data && (
          <Text size="sm">
            {plural(plan.data.objects, "object")}, {formatBytes(plan.data.bytes)}.
          </Text>
        )}
        {plan.data && plan.data.conflictCount > 0 && (
          <Radio.Group
            label={`${plural(plan.data.conflictCount, "name")} taken there: ${plan.data.conflicts.slice(0, 3).join(", ")}${plan.data.conflictCount > 3 ? " …" : ""}`}
            value={choice}
            onChange={(value) => setChoice(choices.find((candidate) => candidate.value === value)?.value ?? "skip")}
          >
            <Stack gap={4} mt={4}>
              {choices.map(({ value, label }) => (
                <Radio key={value} size="xs" value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {transfer.isError && <ErrorNotice error={transfer.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={!plan.data} loading={transfer.isPending} onClick={() => transfer.mutate()}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
