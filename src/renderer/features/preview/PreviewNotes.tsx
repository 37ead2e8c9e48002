import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { Preview } from "../../../shared/contract/preview.ts";
import classes from "./PreviewPanel.module.css";

/** Things worth knowing about what is shown. */
export function PreviewNotes({ notes }: { notes: Preview["notes"] }) {
  return (
    <div role="note">
      {notes.map(({ level, text }) => (
        <div key={text} className={classes["note"]} data-level={level}>
          {level === "warning" ? <IconAlertTriangle size={15} /> : <IconInfoCircle size={15} />}
          <span>{text}</span>
        </div>
      ))}
    </div>
  );
}
