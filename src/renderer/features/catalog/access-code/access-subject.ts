import type { Connection } from "../../../../shared/domain/connection.ts";
import type { LakeDefinition } from "../../../../shared/domain/lake-definition.ts";
import type { LakePlace } from "../../../../shared/domain/lake-place.ts";
import { isFolderPath } from "../../../../shared/domain/object-address.ts";
import { datasetSqlName } from "../../../../shared/domain/sql-names.ts";
import type { TableEntry } from "../../../../shared/domain/table-entry.ts";

type Store = { kind: "folder" } | ({ kind: "s3" } & Pick<Connection, "region" | "endpoint" | "signIn">);

/** What code that reads a table needs to know of it, and of the lake that it is in. */
export interface AccessSubject {
  table: TableEntry;
  /** Its name in a question of this app; null for what lies in no zone. */
  sqlName: string | null;
  /** Its file or folder: an absolute path with "/", or `s3://bucket/key`. A folder ends in "/". Null for what has no files. */
  uri: string | null;
  isFolder: boolean;
  /** What the names of the part files of a folder end in: ".csv.gz". "" where they have no ending. */
  ending: string;
  store: Store;
}

interface Facts {
  table: TableEntry;
  place: LakePlace;
  definition: LakeDefinition;
  /** Of a lake in S3. */
  connection: Connection | null;
  /** A part file of a folder, where one is known. */
  firstFile: string | null;
}

/** Puts together what is known. Null while the connection of a lake in S3 is not known. */
export function accessSubject({ table, place, definition, connection, firstFile }: Facts): AccessSubject | null {
  if (place.kind === "s3" && connection === null) return null;
  const uri = uriOf(table, place, definition);
  return {
    table,
    sqlName: table.zoneId === null ? null : datasetSqlName(table.zoneId, table.name),
    uri,
    isFolder: uri !== null && isFolderPath(uri),
    ending: firstFile === null ? (usualEnding[table.format] ?? "") : endingOf(firstFile),
    store:
      place.kind === "s3" && connection !== null
        ? { kind: "s3", region: connection.region, endpoint: connection.endpoint, signIn: connection.signIn }
        : { kind: "folder" },
  };
}

const usualEnding: Partial<Record<TableEntry["format"], string>> = {
  delimited: ".csv",
  json: ".json",
  ndjson: ".ndjson",
  parquet: ".parquet",
  orc: ".orc",
  avro: ".avro",
};

function uriOf({ zoneId, location, kind }: TableEntry, place: LakePlace, definition: LakeDefinition): string | null {
  if (kind === "view" || (zoneId === null && location === "")) return null;
  if (zoneId === null) return location;
  const zone = definition.zones.find(({ id }) => id === zoneId);
  if (!zone) return null;
  const key = zone.location + location;
  if (key.startsWith("s3://")) return key;
  return place.kind === "s3" ? `s3://${place.bucket}/${place.prefix}${key}` : `${slashed(place.path)}/${key}`;
}

/** Windows takes both slashes, and every language that is written here the one that needs no escape. */
function slashed(path: string): string {
  const isWindows = /^(?:[A-Za-z]:\\|\\\\)/.test(path);
  return (isWindows ? path.replaceAll("\\", "/") : path).replace(/\/+$/, "");
}

/** ".csv.gz" of "part-0.csv.gz"; "" of a name without an ending. */
function endingOf(path: string): string {
  return /\.[A-Za-z0-9]{1,10}(?:\.(?:gz|zst|bz2))?$/.exec(path.slice(path.lastIndexOf("/") + 1))?.[0] ?? "";
}

/** Names of the columns that are in the files, not in the names of their folders. */
export function fileColumns({ columns, partitionKeys }: TableEntry): TableEntry["columns"] {
  return columns.filter(({ name }) => !partitionKeys.includes(name));
}
