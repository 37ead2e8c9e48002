import { Link } from "wouter";
import type { IndexState } from "../../../shared/domain/search.ts";
import { useLake } from "../../app/lake-context.ts";
import { lakePath } from "../../lib/paths.ts";
import { Note } from "../../ui/Note.tsx";
import { indexWords } from "./index-words.ts";

/** Says that a search may not find everything yet, and by what it finds files while they are not scanned. */
export function IndexNotice({ index }: { index: IndexState }) {
  const { summary } = useLake();
  const words = indexWords(index);
  if (words === null && index.areScanned) return null;
  return (
    <div role="status">
      <Note level={index.state === "failed" ? "warning" : "info"}>
        {words ?? (
          <>
            Files are not scanned yet: they are found by the names that the lake lists.{" "}
            <Link to={`${lakePath(summary.id)}/inventory`}>Scan them in the inventory</Link>
          </>
        )}
      </Note>
    </div>
  );
}
