import type { IndexState } from "../../../shared/contract/catalog.ts";
import classes from "./catalog.module.css";
import { indexWords } from "./index-words.ts";

/** Says that a search may not find everything yet. */
export function IndexNotice({ index }: { index: IndexState | undefined }) {
  const words = index && indexWords(index);
  if (!words) return null;
  return (
    <div className={classes["notice"]} data-state={index.state} role="status">
      {words}
    </div>
  );
}
