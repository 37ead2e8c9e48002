import { AppError } from "../../../shared/domain/app-error.ts";
import type { TablePlace } from "../../lake/ports.ts";

/** A table as the end of a page of tables: neither zone ids nor table names have a "/". */
export function tableCursor({ zoneId, name }: TablePlace): string {
  return `${zoneId ?? ""}/${name}`;
}

/** INVALID_INPUT for what is no cursor of ours. */
export function parseTableCursor(cursor: string): TablePlace {
  const slash = cursor.indexOf("/");
  if (slash < 0) throw new AppError("INVALID_INPUT", "There is no such page of tables.");
  return { zoneId: cursor.slice(0, slash) || null, name: cursor.slice(slash + 1) };
}
