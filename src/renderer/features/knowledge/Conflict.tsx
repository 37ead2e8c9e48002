import { Button, Group, Paper, Text } from "@mantine/core";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ByLine } from "./ByLine.tsx";

interface Said<T> {
  id: string;
  by: string;
  at: string;
  value: T | null;
}

interface ConflictProps<T> {
  /** "Description". */
  what: string;
  values: readonly Said<T>[];
  renderValue: (value: T) => ReactNode;
  onKeep: (value: T | null) => void;
}

/** What people have written at once, side by side, until somebody picks. Nothing where there is no conflict. */
export function Conflict<T>({ what, values, renderValue, onKeep }: ConflictProps<T>) {
  if (values.length < 2) return null;
  return (
    <section aria-label={`${what}: written at once`}>
      <Group gap={6} mb={4}>
        <IconArrowsSplit2 size={15} />
        <Text size="sm" fw={600}>
          {values.length} people wrote this at once. Choose one, or write another.
        </Text>
      </Group>
      {values.map(({ id, by, at, value }) => (
        <Paper key={id} withBorder p="xs" mb="xs">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div>{value === null ? <Text c="dimmed">Took it away</Text> : renderValue(value)}</div>
            <Button variant="default" onClick={() => onKeep(value)}>
              Keep this
            </Button>
          </Group>
          <ByLine by={by} at={at} />
        </Paper>
      ))}
    </section>
  );
}
