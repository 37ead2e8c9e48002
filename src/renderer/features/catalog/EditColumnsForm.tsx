import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { TableEntry } from "../../../shared/domain/table-entry.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { ColumnDrafts } from "./ColumnDrafts.tsx";
import { useColumnsChange } from "./use-table.ts";

interface EditColumnsFormProps {
  lakeId: string;
  table: TableEntry;
  onDone: () => void;
}

/** The columns of a registered table: others can be added, and those that are there changed or taken out. */
export function EditColumnsForm({ lakeId, table, onDone }: EditColumnsFormProps) {
  const [columns, setColumns] = useState<TableEntry["columns"]>(table.columns);
  const write = useColumnsChange({ lakeId, zoneId: table.zoneId, name: table.name });
  const names = columns.map(({ name }) => name.trim().toLowerCase());
  const isValid = TableEntry.safeParse({ ...table, columns }).success;
  const isClear = new Set(names).size === names.length && !names.includes("");
  return (
    <DialogForm
      submit="Save"
      canSubmit={isValid && isClear && columns.length > 0}
      onSubmit={async () => {
        await write(table, columns);
        onDone();
      }}
      onCancel={onDone}
    >
      <Text size="xs" c="dimmed">
        Says how the files are read; the files stay as they are.
        {table.partitionKeys.length > 0 && " Partition keys stay, with the type that they have."}
        {!isClear && " Each column needs a name of its own."}
      </Text>
      <ColumnDrafts columns={columns} onChange={setColumns} canRemove fixed={table.partitionKeys} />
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} />}
        onClick={() => setColumns([...columns, { name: "", type: "VARCHAR", kind: "text", description: "" }])}
      >
        Add a column
      </Button>
    </DialogForm>
  );
}
