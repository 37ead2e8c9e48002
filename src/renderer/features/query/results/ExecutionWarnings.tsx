import { Note } from "../../../ui/Note.tsx";
import classes from "./Results.module.css";

/** What the person should know although the query ran: rows that were rejected, files that are cut off. */
export function ExecutionWarnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <div className={classes["warnings"]} role="note" aria-label="Warnings">
      {warnings.map((warning) => (
        <Note key={warning} level="warning">
          {warning}
        </Note>
      ))}
    </div>
  );
}
