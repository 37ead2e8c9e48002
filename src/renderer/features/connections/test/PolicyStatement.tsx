import { Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";

/** A statement that an administrator can add to a policy, to be sent to them. */
export function PolicyStatement({ policy }: { policy: string }) {
  return (
    <div>
      <Group justify="space-between" mt={4}>
        <Text size="xs" c="dimmed">
          A statement that would allow it:
        </Text>
        <CopyButton value={policy}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" leftSection={<IconCopy size={12} />} onClick={copy}>
              {copied ? "Copied" : "Copy the statement"}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block fz={11} mah={140}>
        {policy}
      </Code>
    </div>
  );
}
