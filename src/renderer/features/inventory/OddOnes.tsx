import { Anchor, Badge, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, formatBytes, plural } from "../../lib/format.ts";
import { zonePath } from "../../lib/paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { couldBeText, oddWords } from "./inventory-words.ts";

/** So many are shown; the rest is said. */
const SHOWN = 200;

/** What lies in the lake as it should not: empty and stray files, swarms of small ones, folders that do not agree. */
export function OddOnes({ lakeId, revision }: { lakeId: string; revision: number }) {
  const { definition } = useLake();
  const found = useQuery({
    queryKey: ["odd-ones", lakeId, revision],
    queryFn: ({ signal }) => client.inventory.oddOnes({ lakeId, start: 0, limit: SHOWN }, { signal }),
    placeholderData: (before) => before,
  });
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  const { oddOnes, count } = found.data;
  if (count === 0) {
    return (
      <EmptyState icon={<IconChecks size={22} />} title="Nothing odd was found">
        Empty files, what programs left behind, many small files and folders whose files disagree would be here.
      </EmptyState>
    );
  }
  return (
    <ScrollArea h="100%">
      <Stack gap="xs" p="md">
        {oddOnes.map((odd) => (
          <Group key={`${odd.kind} ${odd.zoneId} ${odd.path}`} gap="sm" wrap="nowrap">
            <Badge size="sm" variant="light" color="orange" tt="none" flex="none">
              {oddWords[odd.kind]}
            </Badge>
            <Anchor
              component={Link}
              href={zonePath(lakeId, odd.zoneId, odd.path)}
              size="sm"
              truncate
              maw="45%"
              flex="none"
            >
              {definition.zones.find(({ id }) => id === odd.zoneId)?.title ?? odd.zoneId} › {odd.path}
            </Anchor>
            <Text size="sm" c="dimmed" truncate title={odd.evidence}>
              {odd.evidence}
            </Text>
            <Text size="sm" ml="auto" flex="none" className="figures" title={exactBytes(odd.bytes)}>
              {couldBeText(odd)} · {formatBytes(odd.bytes)}
            </Text>
          </Group>
        ))}
        {count > oddOnes.length && (
          <Text size="sm">And {plural(count - oddOnes.length, "more of them", "more of them")}.</Text>
        )}
      </Stack>
    </ScrollArea>
  );
}
