import { z } from "zod";
import type { Preview } from "../../../../shared/contract/preview.ts";
import type { Column } from "../../../../shared/domain/columns.ts";
import type { StoredObject } from "../../../lake/ports.ts";
import type { Note } from "../notes.ts";
import { ObjectReader, type ByteCount, type ReadableStore } from "../object-reader.ts";
import { children, type RecognisedTable } from "./table-format.ts";
import { deltaColumns, icebergColumns, IcebergMetadata, parseJson } from "./table-schemas.ts";

const MAX_METADATA = 8 * 1024 * 1024;
const MAX_LOG_ENTRIES = 20_000;
const MAX_COMMITS_READ = 20;

interface TableSchema {
  columns: Column[];
  facts: { name: string; value: string }[];
}

export interface TableContext {
  store: ReadableStore;
  count: ByteCount;
  signal: AbortSignal;
}

const names = { delta: "Delta Lake", iceberg: "Apache Iceberg", hudi: "Apache Hudi" };
const reasons = {
  delta: "Its transaction log says which of the Parquet files count; the others hold deleted or replaced rows.",
  iceberg:
    "Its metadata says which data files belong to the current snapshot; the others hold deleted or replaced rows.",
  hudi: "Its timeline says which version of each file counts; reading all of them would show rows several times.",
};

/** What is known of a table whose part files must not be read one by one. */
export async function previewRecognised(
  table: RecognisedTable,
  asked: string,
  context: TableContext,
): Promise<Preview> {
  const { columns, facts } = await schemaOf(table, context);
  const notes: Note[] = [];
  if (table.root !== asked)
    notes.push({ level: "info", text: `This folder is a partition of the table in “${table.root}”.` });
  return {
    kind: "recognised",
    format: table.format,
    size: null,
    bytesRead: context.count.bytes,
    compression: null,
    notes,
    explanation: `This is a table in ${names[table.format]} format. ${reasons[table.format]} Lakeshore does not read the files as if they were plain ones.`,
    facts,
    columns,
  };
}

function schemaOf({ format, root }: RecognisedTable, context: TableContext): Promise<TableSchema> {
  if (format === "delta") return deltaSchema(root, context);
  if (format === "iceberg") return icebergSchema(root, context);
  return Promise.resolve({ columns: [], facts: [] });
}

const DeltaAction = z.looseObject({
  metaData: z.looseObject({ schemaString: z.string(), partitionColumns: z.array(z.string()).optional() }).optional(),
});

/** The schema is in the newest commit that states it; only the newest commits are looked through, and the first one. */
async function deltaSchema(root: string, context: TableContext): Promise<TableSchema> {
  const log = await children(context.store, `${root}_delta_log/`, MAX_LOG_ENTRIES, context.signal);
  const commits = log.filter((entry) => entry.kind === "object").filter(({ key }) => /\/\d{20}\.json$/.test(key));
  commits.sort((a, b) => (a.key < b.key ? 1 : -1));
  const version = Number(/(\d{20})\.json$/.exec(commits[0]?.key ?? "")?.[1] ?? Number.NaN);
  const facts = Number.isNaN(version) ? [] : [{ name: "Version", value: String(version) }];
  const looked =
    commits.length > MAX_COMMITS_READ ? [...commits.slice(0, MAX_COMMITS_READ - 1), ...commits.slice(-1)] : commits;
  for (const commit of looked) {
    for (const line of (await headText(commit, context)).split("\n")) {
      if (!line.includes('"metaData"')) continue;
      const meta = DeltaAction.safeParse(parseJson(line)).data?.metaData;
      if (!meta) continue;
      const partitions = meta.partitionColumns ?? [];
      if (partitions.length > 0) facts.push({ name: "Partition columns", value: partitions.join(", ") });
      return { columns: deltaColumns(meta.schemaString), facts };
    }
  }
  return { columns: [], facts };
}

async function icebergSchema(root: string, context: TableContext): Promise<TableSchema> {
  const entries = await children(context.store, `${root}metadata/`, MAX_LOG_ENTRIES, context.signal);
  const versions = entries.filter((entry) => entry.kind === "object").filter(({ key }) => versionOf(key) >= 0);
  versions.sort((a, b) => versionOf(b.key) - versionOf(a.key));
  const [newest] = versions;
  if (!newest) return { columns: [], facts: [] };
  const metadata = IcebergMetadata.safeParse(parseJson(await headText(newest, context)));
  if (!metadata.success) return { columns: [], facts: [] };
  const facts = [
    { name: "Metadata version", value: String(versionOf(newest.key)) },
    { name: "Format version", value: String(metadata.data["format-version"] ?? "unknown") },
    { name: "Snapshots", value: String(metadata.data.snapshots?.length ?? 0) },
  ];
  return { columns: icebergColumns(metadata.data), facts };
}

/** "v3.metadata.json" and "00003-<uuid>.metadata.json" are version 3; -1 for any other name. */
function versionOf(key: string): number {
  const name = key.slice(key.lastIndexOf("/") + 1);
  return Number(/^(?:v(\d+)|(\d+)-.+)\.metadata\.json$/.exec(name)?.slice(1).find(Boolean) ?? -1);
}

async function headText(object: StoredObject, { store, count, signal }: TableContext): Promise<string> {
  const bytes = await new ObjectReader(store, object, count, signal).range(0, MAX_METADATA);
  return new TextDecoder().decode(bytes);
}
