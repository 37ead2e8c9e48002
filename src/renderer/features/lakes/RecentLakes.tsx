import { ActionIcon, Badge, Group, Paper, Stack, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LakeSummary } from "../../../shared/contract/lakes.ts";
import type { LakePlace } from "../../../shared/domain/lake-place.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import classes from "./StartPage.module.css";
import { useOpenLake } from "./use-open-lake.ts";

/** Lakes that were opened before. Forgetting one leaves its files alone. */
export function RecentLakes({ onDamaged }: { onDamaged: (place: LakePlace) => void }) {
  const queries = useQueryClient();
  const recent = useQuery({ queryKey: ["recent-lakes"], queryFn: () => client.lakes.recent(), staleTime: 0 });
  const open = useOpenLake((lake: LakeSummary) => client.lakes.open({ place: lake.place }));
  const forget = useMutation({
    mutationFn: (lakeId: string) => client.lakes.forget({ lakeId }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["recent-lakes"] }),
  });
  if (recent.isError) return <ErrorNotice error={recent.error} onRetry={() => void recent.refetch()} />;
  if (!recent.data || recent.data.length === 0) return null;

  const openLake = (lake: LakeSummary) =>
    open.mutate(lake, { onError: (error) => appErrorOf(error).code === "DAMAGED" && onDamaged(lake.place) });

  return (
    <Stack gap="xs">
      <Text component="h2" fw={600}>
        Recent lakes
      </Text>
      {open.isError && <ErrorNotice error={open.error} onRetry={() => openLake(open.variables)} />}
      <Paper withBorder p={4}>
        {recent.data.map((lake) => (
          <div key={lake.location} className={classes["lake"]}>
            <UnstyledButton onClick={() => openLake(lake)} aria-label={`Open ${lake.name}`}>
              <Group gap="xs" wrap="nowrap">
                <Text fw={500} truncate>
                  {lake.name}
                </Text>
                {lake.isSample && (
                  <Badge size="xs" variant="light">
                    sample
                  </Badge>
                )}
                {lake.state === "missing" && (
                  <Badge size="xs" color="red" variant="light" title={lake.problem ?? ""}>
                    not reachable
                  </Badge>
                )}
                {lake.state === "damaged" && (
                  <Badge size="xs" color="orange" variant="light" title={lake.problem ?? ""}>
                    damaged
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed" truncate title={lake.location}>
                {lake.location}
              </Text>
            </UnstyledButton>
            <Text size="xs" c="dimmed" title={exactTime(lake.openedAt)}>
              {formatTime(lake.openedAt)}
            </Text>
            <Tooltip label="Take off this list; its files stay">
              <ActionIcon aria-label={`Forget ${lake.name}`} onClick={() => forget.mutate(lake.id)}>
                <IconX size={14} />
              </ActionIcon>
            </Tooltip>
          </div>
        ))}
      </Paper>
    </Stack>
  );
}
