import { realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { nameFold } from "../../../../shared/domain/portable-names.ts";
import type { Lake } from "../../../lake/ports.ts";

/**
 * Says of a source why it cannot go into the destination because it holds it: a lake, or the very folder that is
 * uploaded into, would be copied into itself. What lies elsewhere in the lake may be uploaded and is then copied.
 */
export async function holdsDestination(
  lake: Lake,
  destinationKey: string,
  options: { signal: AbortSignal },
): Promise<(source: string) => Promise<string | null>> {
  const root = await lake.objects.localPath("", options);
  if (root === null) return () => Promise.resolve(null);
  const destination = join(root, destinationKey);
  return async (source) => {
    // Where it cannot be told, the walk itself finds out and says so.
    const real = await realpath(source).catch(() => source);
    if (isWithin(root, real)) return "It holds this lake itself, which cannot be put into itself.";
    return isWithin(destination, real) ? "It holds the folder that it would be uploaded into." : null;
  };
}

function isWithin(path: string, folder: string): boolean {
  const [inner, outer] = [comparable(path), comparable(folder)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/** Windows and macOS give one folder several spellings. */
function comparable(path: string): string {
  const bare = path.length > 1 && path.endsWith(sep) ? path.slice(0, -1) : path;
  return process.platform === "win32" || process.platform === "darwin" ? nameFold(bare) : bare;
}
