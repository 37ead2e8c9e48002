import type { Preview } from "../../../shared/contract/preview.ts";
import { Note } from "../../ui/Note.tsx";

/** Things worth knowing about what is shown. */
export function PreviewNotes({ notes }: { notes: Preview["notes"] }) {
  return (
    <div role="note">
      {notes.map(({ level, text }) => (
        <Note key={text} level={level}>
          {text}
        </Note>
      ))}
    </div>
  );
}
