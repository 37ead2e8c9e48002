import { CopyButton, Group, Modal, Button, Text } from "@mantine/core";
import type { Column } from "../../../shared/domain/columns.ts";
import classes from "./DataGrid.module.css";
import { prettyJson } from "./pretty-json.ts";

interface CellValueProps {
  column: Column;
  value: string | null;
  onClose: () => void;
}

/** The whole of one value: long text with its lines, nested values indented, every digit as it is. */
export function CellValue({ column, value, onClose }: CellValueProps) {
  const text = value === null ? "NULL" : column.kind === "nested" ? prettyJson(value) : value;
  return (
    <Modal opened onClose={onClose} title={column.name} size="lg">
      <Text size="xs" c="dimmed" mb="xs">
        {column.type}
      </Text>
      <pre className={classes["value"]}>{text}</pre>
      <Group justify="flex-end" mt="sm">
        <CopyButton value={value ?? ""}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? "Copied" : "Copy"}</Button>}
        </CopyButton>
      </Group>
    </Modal>
  );
}
