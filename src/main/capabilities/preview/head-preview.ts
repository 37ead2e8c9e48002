import type { Preview, PreviewOptions } from "../../../shared/contract/preview.ts";
import type { DataFormat } from "../../../shared/domain/data-format.ts";
import { detectDialect } from "./delimited/dialect-detection.ts";
import { readDelimited } from "./delimited/delimited-preview.ts";
import { readJson } from "./json/json-preview.ts";
import { guessFromMagic, looksBinary } from "./magic-numbers.ts";
import { byteText, countText, type Note } from "./notes.ts";
import type { ObjectHead } from "./object-head.ts";
import { decodeText, detectEncoding, encodingOfMark, type DetectedEncoding } from "./text-encoding.ts";
import { textFormat, type TextFormat } from "./text-format.ts";

const SHOWN_TEXT = 262_144;

export interface HeadContext {
  key: string;
  size: number;
  bytesRead: number;
  named: DataFormat | undefined;
  options: PreviewOptions;
}

/** What a preview found beyond what it shows; describing a dataset needs it. */
export interface ReadPreview {
  preview: Preview;
  dateFormats: readonly string[];
  /** Which version was read, where it is one object. */
  version?: { size: number; modified: number };
}

/** The preview of an object by its first bytes: delimited text, JSON, plain text or anything else. */
export function previewHead(head: ObjectHead, context: HeadContext): ReadPreview {
  const { bytes, complete } = head;
  const asked = context.options.as;
  const magic = guessFromMagic(bytes);
  const detected = detectEncoding(bytes, complete);
  const isWide = detected.encoding.startsWith("utf-16") || context.options.dialect?.encoding?.startsWith("utf-16");
  const binary = !isWide && (looksBinary(bytes, context.named !== undefined) || magic === "PDF document");
  if (asked === "binary" || (binary && asked === undefined))
    return { preview: hexPreview(head, context, magic), dateFormats: [] };

  const encoding = chosenEncoding(bytes, detected, context.options);
  const text = decodeText(bytes, encoding.encoding, complete);
  const notes = [...head.notes, ...invalidByteNotes(bytes, encoding)];
  const format = askedFormat(asked) ?? textFormat(context.key, context.named, text, complete);
  return textPreview({ text, format, encoding, head: { ...head, notes }, context });
}

interface DecodedHead {
  text: string;
  format: TextFormat;
  encoding: DetectedEncoding;
  head: ObjectHead;
  context: HeadContext;
}

function textPreview(decoded: DecodedHead): ReadPreview {
  const { text, format, head } = decoded;
  if (text.trim() === "" && head.complete) head.notes.push({ level: "info", text: "The file is empty." });
  if (format === "delimited") return delimitedPreview(decoded) ?? plainPreview(decoded);
  if (format === "json" || format === "ndjson") return jsonPreview(decoded, format) ?? plainPreview(decoded);
  return plainPreview(decoded);
}

/** Null when not even one record ends within the head. */
function delimitedPreview({ text, encoding, head, context }: DecodedHead): ReadPreview | null {
  const { dialect: asked = {}, maxRows } = context.options;
  const { dialect: found, columns } = detectDialect(text, head.complete, asked);
  const dialect = { ...found, encoding: encoding.encoding, byteOrderMark: encoding.byteOrderMark };
  const { dateFormats, notes, ...table } = readDelimited({
    text,
    complete: head.complete,
    dialect,
    usualColumns: columns,
    maxRows: Math.max(1, maxRows),
  });
  if (table.columns.length === 0 && !head.complete) {
    head.notes.push({
      level: "warning",
      text: `The first row does not end within ${byteText(head.bytes.byteLength)}, so the file is shown as text.`,
    });
    return null;
  }
  return {
    preview: {
      ...tableBase(head, context),
      ...table,
      format: "delimited",
      notes: [...head.notes, ...notes],
      dialect,
    },
    dateFormats,
  };
}

/** Null when nothing of it is JSON. */
function jsonPreview({ text, head, context }: DecodedHead, format: "json" | "ndjson"): ReadPreview | null {
  const table = readJson(text, format, head.complete, Math.max(1, context.options.maxRows));
  if (table.columns.length === 0 && table.rejectedCount > 0 && context.options.as === undefined) {
    const problem = table.rejected[0];
    head.notes.push({
      level: "warning",
      text: `This is not JSON: ${problem?.reason} (line ${problem?.line}). It is shown as text.`,
    });
    return null;
  }
  return {
    preview: { ...tableBase(head, context), ...table, format, notes: [...head.notes, ...table.notes], dialect: null },
    dateFormats: [],
  };
}

function tableBase(head: ObjectHead, context: HeadContext) {
  return {
    kind: "table" as const,
    size: context.size,
    bytesRead: context.bytesRead,
    compression: head.compression,
    totalRows: null,
    files: null,
    facts: [],
  };
}

function plainPreview({ text, encoding, head, context }: DecodedHead): ReadPreview {
  const shown = text.slice(0, SHOWN_TEXT);
  const preview: Preview = {
    kind: "text",
    format: "text",
    size: context.size,
    bytesRead: context.bytesRead,
    compression: head.compression,
    notes: head.notes,
    encoding: encoding.encoding,
    text: shown,
    complete: head.complete && shown.length === text.length,
  };
  return { preview, dateFormats: [] };
}

function hexPreview(head: ObjectHead, context: HeadContext, magic: string | null): Preview {
  const notes = [...head.notes];
  if (context.named !== undefined && context.named !== "parquet") {
    notes.push({ level: "warning", text: "The name suggests a text format, but the content is binary." });
  }
  return {
    kind: "hex",
    format: "binary",
    size: context.size,
    bytesRead: context.bytesRead,
    compression: head.compression,
    notes,
    guess: magic ?? "Unknown binary data",
    facts: [{ name: "Size", value: countText(context.size, "byte") }],
  };
}

function askedFormat(asked: DataFormat | undefined): TextFormat | undefined {
  return asked === "delimited" || asked === "json" || asked === "ndjson" || asked === "text" ? asked : undefined;
}

function chosenEncoding(bytes: Uint8Array, detected: DetectedEncoding, options: PreviewOptions): DetectedEncoding {
  const asked = options.dialect?.encoding;
  if (asked === undefined || asked === detected.encoding) return detected;
  return { encoding: asked, byteOrderMark: encodingOfMark(bytes) === asked, invalid: null };
}

function invalidByteNotes(bytes: Uint8Array, { invalid }: DetectedEncoding): Note[] {
  if (!invalid) return [];
  let line = 1;
  for (const byte of bytes.subarray(0, invalid.firstOffset)) if (byte === 10) line += 1;
  const count = countText(invalid.count, "byte is", "bytes are");
  return [{ level: "warning", text: `${count} not valid UTF-8 (the first on line ${line}) and shown as “\uFFFD”.` }];
}
