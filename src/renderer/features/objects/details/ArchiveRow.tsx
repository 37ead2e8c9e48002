import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { type ObjectFacts, RestoreSpeed } from "../../../../shared/domain/object-details.ts";
import { client } from "../../../lib/client.ts";
import { exactTime, formatTime } from "../../../lib/format.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { objectChanged } from "../object-keys.ts";

/** How long each takes for Glacier Flexible Retrieval (S3 user guide, “Understanding archive retrieval options”). */
const speeds = [
  { value: "expedited", label: "Expedited: minutes, costs most" },
  { value: "standard", label: "Standard: hours" },
  { value: "bulk", label: "Bulk: up to two days, costs least" },
];

/** Whether an archived object can be read, and a way to have it restored for some days. */
export function ArchiveRow({
  address,
  archive,
  staysRestored,
  onLookAgain,
}: {
  address: ObjectAddress;
  archive: NonNullable<ObjectFacts["archive"]>;
  /** Intelligent-Tiering takes it back to where it is read at once, for no set time. */
  staysRestored: boolean;
  onLookAgain: () => void;
}) {
  const queries = useQueryClient();
  const [days, setDays] = useState(7);
  const [speed, setSpeed] = useState<RestoreSpeed>("standard");
  const restore = useMutation({
    mutationFn: () => client.objects.restoreArchived({ ...address, days, speed }),
    onSuccess: (facts) => objectChanged(queries, address, facts),
  });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm" {...(archive.until === null ? {} : { title: exactTime(archive.until) })}>
          {words(archive)}
        </Text>
        {archive.state === "restoring" && (
          <Button variant="default" size="compact-xs" onClick={onLookAgain}>
            Look again
          </Button>
        )}
      </Group>
      {archive.state !== "restoring" && (
        <Group align="end" gap="sm">
          {!staysRestored && (
            <NumberInput
              label="Days"
              w={80}
              min={1}
              max={365}
              value={days}
              onChange={(typed) => setDays(Number(typed) || 1)}
            />
          )}
          <Select
            label="How fast"
            w={260}
            data={speeds}
            value={speed}
            allowDeselect={false}
            onChange={(value) => {
              const chosen = RestoreSpeed.safeParse(value);
              if (chosen.success) setSpeed(chosen.data);
            }}
          />
          <Button loading={restore.isPending} onClick={() => restore.mutate()}>
            {archive.state === "archived" ? "Restore" : "Keep it longer"}
          </Button>
        </Group>
      )}
      {restore.isError && <ErrorNotice error={restore.error} />}
    </Stack>
  );
}

function words({ state, until }: NonNullable<ObjectFacts["archive"]>): string {
  if (state === "archived") return "It is archived and cannot be read before it is restored.";
  if (state === "restoring")
    return "It is being restored. That takes minutes to hours; it is looked at again every minute.";
  return `It is restored${until === null ? "" : ` until ${formatTime(until)}`}.`;
}
