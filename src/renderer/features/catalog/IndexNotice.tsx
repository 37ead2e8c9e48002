import type { IndexState } from "../../../shared/domain/search.ts";
import { Note } from "../../ui/Note.tsx";
import { indexWords } from "./index-words.ts";

/** Says that a search may not find everything yet. */
export function IndexNotice({ index }: { index: IndexState | undefined }) {
  const words = index && indexWords(index);
  if (!words) return null;
  return (
    <div role="status">
      <Note level={index.state === "failed" ? "warning" : "info"}>{words}</Note>
    </div>
  );
}
