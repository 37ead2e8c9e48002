import { formatOfName } from "../../../../../shared/domain/data-format.ts";
import { ZonePath, baseName } from "../../../../../shared/domain/object-address.ts";
import type { TableEntry } from "../../../../../shared/domain/table-entry.ts";
import { entryName } from "./entry-names.ts";
import type { TableFacts } from "./table-facts.ts";

/** A zone as a place in S3. */
export interface ZonePlace {
  id: string;
  /** `s3://bucket/prefix/` */
  address: string;
  /** The Glue database of tables that are registered in the zone; null until there is one. */
  database: string | null;
}

type Place = Pick<TableEntry, "zoneId" | "name" | "location">;

/** Where a table is in the lake: the zone with the longest address that contains it, or none. */
export function placeTable({ address, database, table }: TableFacts, zones: readonly ZonePlace[]): Place {
  const folder = asFolder(address);
  const [zone] = zones
    .filter((candidate) => folder.startsWith(candidate.address))
    .toSorted((a, b) => b.address.length - a.address.length);
  const location = zone ? folder.slice(zone.address.length) : "";
  if (address === "" || !zone || !ZonePath.safeParse(location).success) {
    return { zoneId: null, name: entryName({ database, table }, null), location: address };
  }
  return { zoneId: zone.id, name: entryName({ database, table }, zone.database), location };
}

/** Locations are folders, also when they do not end in "/", except those that crawlers give to a single file. */
function asFolder(address: string): string {
  if (address === "" || address.endsWith("/")) return address;
  return formatOfName(baseName(address)) === undefined ? `${address}/` : address;
}

/** The entry of a table at its place. */
export function entryOfFacts(facts: TableFacts, place: Place): TableEntry {
  const { database, table, address: _, ...rest } = facts;
  return { ...rest, ...place, catalogName: { database, table } };
}
