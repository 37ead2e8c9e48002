import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Pair } from "./edited-facts.ts";

interface PairsEditorProps {
  label: string;
  pairs: readonly Pair[];
  onChange: (pairs: readonly Pair[]) => void;
}

/** Names with values, each of which can be changed, added and taken out. */
export function PairsEditor({ label, pairs, onChange }: PairsEditorProps) {
  const change = (id: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...part } : pair)));
  const nextId = 1 + Math.max(-1, ...pairs.map(({ id }) => id));
  return (
    <Stack gap={4} role="group" aria-label={label}>
      <Group justify="space-between">
        <Text size="xs" fw={600}>
          {label}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange([...pairs, { id: nextId, name: "", value: "" }])}
        >
          Add
        </Button>
      </Group>
      {pairs.map(({ id, name, value }) => (
        <Group key={id} gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label="Name"
            value={name}
            onChange={(event) => change(id, { name: event.currentTarget.value })}
          />
          <TextInput
            flex={2}
            aria-label={`Value of ${name}`}
            value={value}
            onChange={(event) => change(id, { value: event.currentTarget.value })}
          />
          <ActionIcon aria-label={`Take out ${name}`} onClick={() => onChange(pairs.filter((pair) => pair.id !== id))}>
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  );
}
