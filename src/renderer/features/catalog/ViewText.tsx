import { Code, ScrollArea, Text } from "@mantine/core";

/** The statement of a view. */
export function ViewText({ text }: { text: string | null }) {
  return (
    <ScrollArea h="100%" p="md">
      {text === null ? (
        <Text size="sm" c="dimmed">
          The catalog does not say how this view is made.
        </Text>
      ) : (
        <Code block>{text}</Code>
      )}
    </ScrollArea>
  );
}
