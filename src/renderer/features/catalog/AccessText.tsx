import { Button, Code, CopyButton, Group, List, ScrollArea, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Note } from "../../ui/Note.tsx";
import type { AccessRecipe } from "./access-code/access-recipe.ts";
import classes from "./catalog.module.css";

/** What is to be pasted or done, or why there is nothing. */
export function AccessText({ recipe: { title, group, needs, content } }: { recipe: AccessRecipe }) {
  if (content.kind === "obstacle") {
    return (
      <div className={classes["accessText"]}>
        <Note level="info">{content.reason}</Note>
      </div>
    );
  }
  const text = content.kind === "code" ? content.text : content.code;
  return (
    <ScrollArea className={classes["accessText"] ?? ""} aria-label={`${group}: ${title}`} role="region">
      <Group justify="space-between" wrap="nowrap" p="sm">
        <Text size="sm" c="dimmed">
          {needs !== null && (
            <>
              Needs <Code>{needs}</Code>
            </>
          )}
        </Text>
        {text !== null && (
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
                onClick={copy}
              >
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
      {content.kind === "steps" && (
        <List type="ordered" size="sm" px="sm" pb="sm">
          {content.steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      )}
      {text !== null && (
        <Code block mx="sm" mb="sm">
          {text}
        </Code>
      )}
    </ScrollArea>
  );
}
