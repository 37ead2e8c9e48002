import type { ZoneKind } from "../../shared/domain/lake-definition.ts";
import classes from "./ZoneDot.module.css";

/** The colour of a zone's kind, the same everywhere. */
export function ZoneDot({ kind }: { kind: ZoneKind }) {
  return <span className={classes["dot"]} data-kind={kind} aria-hidden />;
}
