import type { TableEntry } from "./table-entry.ts";

/** The names by which statements can mean a table: its own, that of its file or folder, and that in Glue. */
export function namesOf({ zoneId, name, location, catalogName }: TableEntry): { qualifier: string; name: string }[] {
  const folder = location.replace(/\/$/, "");
  const inZone = zoneId === null ? [] : [name, location, folder].filter((text) => text !== "");
  return [
    ...[...new Set(inZone)].map((text) => ({ qualifier: zoneId ?? "", name: text })),
    ...(catalogName ? [{ qualifier: catalogName.database, name: catalogName.table }] : []),
    ...(zoneId === null && !catalogName ? [{ qualifier: "", name }] : []),
  ];
}
