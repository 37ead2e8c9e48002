import { Text } from "@mantine/core";
import classes from "./PreviewPanel.module.css";

interface TextViewProps {
  text: string;
  complete: boolean;
  encoding: string;
}

export function TextView({ text, complete, encoding }: TextViewProps) {
  return (
    <>
      <pre className={classes["text"]} tabIndex={0} aria-label="Text">
        {text}
      </pre>
      <Text size="xs" c="dimmed" px="sm" py={4}>
        {encoding}
        {!complete && " · the beginning only"}
      </Text>
    </>
  );
}
