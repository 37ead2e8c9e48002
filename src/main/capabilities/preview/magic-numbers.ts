interface Signature {
  offset: number;
  bytes: readonly number[];
  guess: string;
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** First bytes of formats that people put into lakes, after the formats' own specifications and file(1). */
const signatures: readonly Signature[] = [
  { offset: 0, bytes: ascii("PAR1"), guess: "Parquet" },
  { offset: 0, bytes: ascii("PARE"), guess: "Parquet with an encrypted footer" },
  { offset: 0, bytes: ascii("ORC"), guess: "ORC, a columnar format of Hive" },
  { offset: 0, bytes: [...ascii("Obj"), 1], guess: "Avro container file" },
  { offset: 0, bytes: ascii("ARROW1"), guess: "Arrow IPC (Feather) file" },
  { offset: 0, bytes: ascii("FEA1"), guess: "Feather version 1" },
  { offset: 0, bytes: ascii("SQLite format 3\0"), guess: "SQLite database" },
  { offset: 8, bytes: ascii("DUCK"), guess: "DuckDB database" },
  { offset: 0, bytes: [0x1f, 0x8b], guess: "gzip archive" },
  { offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], guess: "Zstandard archive" },
  { offset: 0, bytes: ascii("BZh"), guess: "bzip2 archive" },
  { offset: 0, bytes: [0xfd, ...ascii("7zXZ"), 0], guess: "xz archive" },
  { offset: 0, bytes: [0x04, 0x22, 0x4d, 0x18], guess: "LZ4 archive" },
  { offset: 0, bytes: ascii("7z\xbc\xaf\x27\x1c"), guess: "7-Zip archive" },
  { offset: 0, bytes: ascii("Rar!\x1a\x07"), guess: "RAR archive" },
  { offset: 257, bytes: ascii("ustar"), guess: "tar archive" },
  { offset: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], guess: "older Office document (xls, doc)" },
  { offset: 0, bytes: ascii("%PDF-"), guess: "PDF document" },
  { offset: 0, bytes: [0x89, ...ascii("PNG\r\n"), 0x1a, 0x0a], guess: "PNG image" },
  { offset: 0, bytes: [0xff, 0xd8, 0xff], guess: "JPEG image" },
  { offset: 0, bytes: ascii("GIF8"), guess: "GIF image" },
  { offset: 8, bytes: ascii("WEBP"), guess: "WebP image" },
  { offset: 0, bytes: ascii("II*\0"), guess: "TIFF image" },
  { offset: 0, bytes: ascii("MM\0*"), guess: "TIFF image" },
  { offset: 4, bytes: ascii("ftyp"), guess: "MP4 video or a relative of it" },
  { offset: 0, bytes: [0x89, ...ascii("HDF\r\n"), 0x1a, 0x0a], guess: "HDF5 file" },
  { offset: 0, bytes: ascii("CDF\x01"), guess: "NetCDF file" },
  { offset: 0, bytes: [0x7f, ...ascii("ELF")], guess: "Linux program" },
  { offset: 0, bytes: ascii("MZ"), guess: "Windows program" },
  { offset: 0, bytes: [0x80, 0x04, 0x95], guess: "Python pickle" },
];

/** The file names inside a zip tell which of its many uses it is. */
const zipContents: readonly (readonly [string, string])[] = [
  ["xl/", "Excel workbook (xlsx)"],
  ["word/", "Word document (docx)"],
  ["ppt/", "PowerPoint document (pptx)"],
  ["mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet (ods)"],
  ["META-INF/", "Java archive"],
];

/** What the first bytes say a file is; null when they match nothing known. 512 bytes are enough for most. */
export function guessFromMagic(bytes: Uint8Array): string | null {
  if (matches(bytes, { offset: 0, bytes: ascii("PK\x03\x04"), guess: "" })) return guessOfZip(bytes);
  return signatures.find((signature) => matches(bytes, signature))?.guess ?? null;
}

/**
 * True for bytes that hardly occur in text of any 8-bit encoding. A single zero byte is enough, unless the name says
 * text: exports of old systems are padded with some.
 */
export function looksBinary(bytes: Uint8Array, namedAsText: boolean): boolean {
  const sample = bytes.subarray(0, 65_536);
  let control = 0;
  for (const byte of sample) {
    if (byte === 0 && !namedAsText) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x01) control += 1;
  }
  return control > sample.byteLength * 0.02;
}

function matches(bytes: Uint8Array, { offset, bytes: expected }: Signature): boolean {
  return expected.every((value, index) => bytes[offset + index] === value);
}

function guessOfZip(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536)).toString("latin1");
  return zipContents.find(([part]) => text.includes(part))?.[1] ?? "zip archive";
}
