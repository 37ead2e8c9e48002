import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { SaxesParser } from "saxes";
import { open as openZip, type Entry, type Options, type ZipFile } from "yauzl";

const open = promisify<string, Options, ZipFile>(openZip);

/** Every entry of a zip file as text, read and checked (sizes, CRC-32, names) by a reader that is not ours. */
export async function zipTexts(path: string): Promise<Map<string, string>> {
  const zip = await open(path, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true });
  const texts = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        buffer(stream).then((bytes) => {
          texts.set(entry.fileName, bytes.toString());
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
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
