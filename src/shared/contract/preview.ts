import { z } from "zod";
import { Cell, Column } from "../domain/columns.ts";
import { DataFormat } from "../domain/data-format.ts";
import { ObjectAddress } from "../domain/object-address.ts";
import { procedure } from "./base.ts";

export const textEncodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"] as const;

export const Dialect = z.object({
  encoding: z.enum(textEncodings),
  byteOrderMark: z.boolean(),
  delimiter: z.string().min(1).max(4),
  quote: z.string().max(1),
  escape: z.string().max(1),
  header: z.boolean(),
  /** Lines before the header that are not part of the table. */
  skipLines: z.int().min(0),
  decimalSeparator: z.enum([".", ","]),
  lineEnd: z.enum(["\n", "\r\n", "\r"]),
});
export type Dialect = z.infer<typeof Dialect>;

export const TypeEvidence = z.object({
  /** Values looked at, not counting empty ones. */
  sampled: z.int(),
  empty: z.int(),
  /** Of `sampled`, how many read as the column's type. */
  fitting: z.int(),
  /** Why the type is what it is, when that is not plain: "leading zeros are kept as text". */
  reason: z.string().nullable(),
  /** The best narrower type that most values would fit, with the first values that do not, and their lines. */
  closest: z
    .object({
      type: z.string(),
      fitting: z.int(),
      misfits: z.array(z.object({ line: z.number(), value: z.string() })).max(5),
    })
    .nullable(),
});
export type TypeEvidence = z.infer<typeof TypeEvidence>;

export const PreviewColumn = Column.extend({ evidence: TypeEvidence.nullable(), isPartition: z.boolean() });
export type PreviewColumn = z.infer<typeof PreviewColumn>;

const common = {
  format: DataFormat,
  /** Bytes of the object or of all part files; null when not known. */
  size: z.number().nullable(),
  bytesRead: z.number(),
  compression: z.enum(["gzip"]).nullable(),
  /** Things worth knowing that are not errors: truncated, mixed schemas, only the head was read. */
  notes: z.array(z.object({ level: z.enum(["info", "warning"]), text: z.string() })),
};

export const TablePreview = z.object({
  kind: z.literal("table"),
  ...common,
  columns: z.array(PreviewColumn),
  rows: z.array(z.array(Cell)),
  /** True when these are all the rows there are. */
  complete: z.boolean(),
  /** Exact where the format says (Parquet), otherwise null. */
  totalRows: z.number().nullable(),
  dialect: Dialect.nullable(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string(), text: z.string() })),
  rejectedCount: z.int(),
  /** Files of a folder dataset. `atLeast`: there are more than were counted. `first`: path in the zone of the file shown. */
  files: z
    .object({ count: z.int(), atLeast: z.boolean(), partitionKeys: z.array(z.string()), first: z.string() })
    .nullable(),
  /** Facts of the file format: row groups, codec, writer. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type TablePreview = z.infer<typeof TablePreview>;

const TextPreview = z.object({
  kind: z.literal("text"),
  ...common,
  encoding: z.enum(textEncodings),
  text: z.string(),
  complete: z.boolean(),
});
const HexPreview = z.object({
  kind: z.literal("hex"),
  ...common,
  guess: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
});
const RecognisedPreview = z.object({
  kind: z.literal("recognised"),
  ...common,
  /** What it is and why its part files are not simply read. */
  explanation: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  columns: z.array(Column),
});

export const Preview = z.discriminatedUnion("kind", [TablePreview, TextPreview, HexPreview, RecognisedPreview]);
export type Preview = z.infer<typeof Preview>;

export const PreviewOptions = z.object({
  /** What the person overrides; everything else is detected. */
  dialect: Dialect.partial().optional(),
  /** Read as this format whatever it looks like. */
  as: DataFormat.optional(),
  maxRows: z.int().min(1).max(1000).default(1000),
});
export type PreviewOptions = z.infer<typeof PreviewOptions>;

export const previewContract = {
  /** The head of an object, or of a folder that is one dataset. Never reads the whole. */
  open: procedure.input(z.object({ address: ObjectAddress, options: PreviewOptions })).output(Preview),
  /** Bytes of an object as hex, 64 KiB at most a call. */
  bytes: procedure
    .input(z.object({ address: ObjectAddress, offset: z.number().min(0), length: z.int().min(1).max(65536) }))
    .output(z.object({ offset: z.number(), hex: z.string(), size: z.number() })),
};
