import { IconTable } from "@tabler/icons-react";
import { EmptyState } from "../../ui/EmptyState.tsx";

export function NoTables() {
  return (
    <EmptyState icon={<IconTable size={22} />} title="No tables yet">
      Open a file or a folder of part files in a zone, look at its preview, and register it as a table: then it has a
      name, descriptions, and is found by them.
    </EmptyState>
  );
}
