import { IconCheck } from "@tabler/icons-react";
import type { Execution, StatementKind } from "../../../../shared/contract/query.ts";
import { formatDuration } from "../../../lib/format.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";

const sentences: Partial<Record<StatementKind, string>> = {
  ctas: "The table was created and its data written.",
  insert: "The rows were written.",
  unload: "The files were written.",
  merge: "The rows of the table were changed.",
  update: "The rows of the table were changed.",
  delete: "The rows were deleted.",
  ddl: "The catalog was changed.",
};

/** Whether a statement has come to its end and has nothing to show as rows. */
export function hasNoRows({ statement, rows }: Execution): boolean {
  return rows === null && statement !== null;
}

/** The end of a statement that has no rows. */
export function DoneView({ execution: { statement, elapsedMs } }: { execution: Execution }) {
  return (
    <EmptyState icon={<IconCheck size={22} />} title="Done">
      {(statement && sentences[statement]) ?? "The statement has run; it has no rows."} It took{" "}
      {formatDuration(elapsedMs)}.
    </EmptyState>
  );
}
