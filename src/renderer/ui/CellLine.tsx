import type { ReactNode } from "react";
import classes from "./CellLine.module.css";

/** The text of a cell behind its icon; what has no room is cut. */
export function CellLine({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes["line"]}>
      {icon}
      <span className={classes["text"]}>{children}</span>
    </span>
  );
}
