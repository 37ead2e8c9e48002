import type { PreviewOptions } from "../../../shared/contract/preview.ts";
import { formatOfName } from "../../../shared/domain/data-format.ts";
import { previewHead, type ReadPreview } from "./head-preview.ts";
import { guessFromMagic } from "./magic-numbers.ts";
import { readHead } from "./object-head.ts";
import type { ObjectReader } from "./object-reader.ts";
import { previewParquet } from "./parquet/parquet-preview.ts";

const MAGIC_LENGTH = 512;

/** The preview of one object, by its content first and its name second; of text by its first `headLimit` bytes. */
export async function previewObject(
  reader: ObjectReader,
  options: PreviewOptions,
  headLimit?: number,
): Promise<ReadPreview> {
  const named = formatOfName(reader.key);
  if (options.as === "parquet" || (options.as === undefined && named === "parquet" && reader.size > 0)) {
    return { preview: await previewParquet(reader, options), dateFormats: [] };
  }
  if (options.as === undefined && named === undefined) {
    const magic = guessFromMagic(await reader.range(0, MAGIC_LENGTH));
    if (magic?.startsWith("Parquet")) return { preview: await previewParquet(reader, options), dateFormats: [] };
  }
  const head = await readHead(reader, headLimit);
  return previewHead(head, { key: reader.key, size: reader.size, bytesRead: reader.bytesRead, named, options });
}
