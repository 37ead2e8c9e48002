import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { SaxesParser } from "saxes";
import { openPromise } from "yauzl";

/** Every entry of a zip file as text, its sizes, name and CRC-32 checked, read by a program that is not ours. */
export async function zipTexts(path: string): Promise<Map<string, string>> {
  const zip = await openPromise(path, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true });
  const texts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(bytes) !== entry.crc32) throw new Error(`${entry.fileName} has another CRC-32 than its header says`);
    texts.set(entry.fileName, bytes.toString());
  }
  return texts;
}

/** Throws where the text is not well-formed XML with namespaces. */
export function parseXml(text: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
}
