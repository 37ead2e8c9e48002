import { parquetMetadata, type FileMetaData } from "hyparquet";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { parquetTailStart } from "../../../../shared/domain/parquet-tail.ts";
import { byteText } from "../notes.ts";
import type { ObjectReader } from "../object-reader.ts";

/** Enough for the footer of most files, little beside the pages of any. */
const TAIL_LENGTH = 8192;
/** Length of the metadata's length and of the magic number behind it. */
const TRAILER = 8;
const MAGIC = "PAR1";
const ENCRYPTED_MAGIC = "PARE";
const MAX_FOOTER = 128 * 1024 * 1024;

export interface ParquetFooter {
  metadata: FileMetaData;
  /** Bytes of the metadata with its trailer. */
  length: number;
  /** The end of the file as far as it was read. */
  tail: { start: number; bytes: Uint8Array<ArrayBuffer> };
}

/** Reads the footer, and little beside it. DAMAGED or UNSUPPORTED when there is none to be read. */
export async function readFooter(reader: ObjectReader): Promise<ParquetFooter> {
  const { size } = reader;
  if (size < TRAILER + MAGIC.length) throw damaged(`it is only ${byteText(size)} long`);
  const start = reader.readUnit > 0 ? parquetTailStart(size, reader.readUnit) : Math.max(0, size - TAIL_LENGTH);
  const tail = await reader.range(start, size);
  const magic = Buffer.from(tail.subarray(-4)).toString("latin1");
  if (magic === ENCRYPTED_MAGIC) throw encrypted("its footer is encrypted");
  if (magic !== MAGIC) throw damaged("its end is missing, so it was probably not written or copied completely");

  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(tail.byteLength - TRAILER, true) + TRAILER;
  if (length > size - MAGIC.length) throw damaged("its footer claims to be longer than the file");
  if (length > MAX_FOOTER) {
    throw new AppError(
      "TOO_LARGE",
      `The footer of this Parquet file is ${byteText(length)} long, too long for a preview.`,
      {
        hint: "Query it with SQL instead.",
      },
    );
  }
  const bytes = length <= tail.byteLength ? tail : await withRest(reader, size - length, start, tail);
  return { metadata: parseFooter(bytes), length, tail: { start: size - bytes.byteLength, bytes } };
}

export function damaged(why: string, cause?: unknown): AppError {
  return new AppError("DAMAGED", `This Parquet file cannot be read: ${why}.`, {
    hint: "Get the file again from where it came, or look at its bytes.",
    cause,
  });
}

export function encrypted(what: string): AppError {
  return new AppError("UNSUPPORTED", `This Parquet file cannot be shown: ${what}, and Lakeshore has no key for it.`, {
    hint: "Ask its owner for a decrypted copy.",
  });
}

async function withRest(reader: ObjectReader, from: number, to: number, tail: Uint8Array) {
  const rest = await reader.range(from, to);
  const whole = new Uint8Array(rest.byteLength + tail.byteLength);
  whole.set(rest);
  whole.set(tail, rest.byteLength);
  return whole;
}

function parseFooter(bytes: Uint8Array<ArrayBuffer>): FileMetaData {
  try {
    const metadata = parquetMetadata(bytes, { geoparquet: false });
    if (metadata.schema.length === 0) throw new Error("schema is empty");
    return metadata;
  } catch (error) {
    throw damaged("its footer is corrupt", error);
  }
}
