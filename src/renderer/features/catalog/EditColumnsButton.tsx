import { Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { EditColumnsForm } from "./EditColumnsForm.tsx";

/** Opens the columns of a table to be changed; those of a view come from its statement. */
export function EditColumnsButton({ lakeId, table }: { lakeId: string; table: TableEntry }) {
  const reason = table.kind === "view" ? "The columns of a view are those of its statement." : "";
  const edit = () => {
    if (reason !== "") return;
    const id = modals.open({
      title: `Columns of ${table.name}`,
      size: "xl",
      closeOnClickOutside: false,
      children: <EditColumnsForm lakeId={lakeId} table={table} onDone={() => modals.close(id)} />,
    });
  };
  return (
    <Button
      variant="default"
      aria-disabled={reason !== ""}
      data-disabled={reason !== "" || undefined}
      title={reason}
      onClick={edit}
    >
      Edit columns …
    </Button>
  );
}
