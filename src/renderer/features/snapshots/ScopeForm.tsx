import { Checkbox, Group } from "@mantine/core";
import { plural } from "../../lib/format.ts";
import type { ExportScope, ResultSubject } from "./export-subject.ts";

interface ScopeFormProps {
  subject: ResultSubject;
  scope: ExportScope;
  onScope: (scope: ExportScope) => void;
}

/** All of a result as it is arranged, or what is selected of it. */
export function ScopeForm({ subject: { selected, rows, columns }, scope, onScope }: ScopeFormProps) {
  if (!selected) return null;
  const selectedRows = selected.end - selected.start;
  return (
    <Group gap="lg" role="group" aria-label="What to export">
      <Checkbox
        label={`Only the ${plural(selectedRows, "selected row")} of ${plural(rows, "row")}`}
        checked={scope.onlySelectedRows}
        onChange={(event) => onScope({ ...scope, onlySelectedRows: event.currentTarget.checked })}
      />
      <Checkbox
        label={`Only the ${plural(selected.columns.length, "selected column")} of ${columns.length}`}
        checked={scope.onlySelectedColumns}
        onChange={(event) => onScope({ ...scope, onlySelectedColumns: event.currentTarget.checked })}
      />
    </Group>
  );
}
