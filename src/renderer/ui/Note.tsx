import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Note.module.css";

/** A line across the page on something worth knowing that is no error. */
export function Note({ level, children }: { level: "info" | "warning"; children: ReactNode }) {
  const Icon = level === "warning" ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={classes["note"]} data-level={level}>
      <Icon size={15} />
      <span>{children}</span>
    </div>
  );
}
