import { lstat, realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { errorNumber, fileError } from "../file-errors.ts";

/**
 * Absolute path of a key. Only the text is looked at: INVALID_INPUT for anything that could leave the root or means
 * something else on this system.
 */
export function pathOfKey(root: string, key: string): string {
  const bare = key.endsWith("/") ? key.slice(0, -1) : key;
  const segments = bare === "" ? [] : bare.split("/");
  const impossible = segments.some(
    (segment) =>
      segment === "" ||
      segment === "." ||
      segment === ".." ||
      segment.includes("\0") ||
      (sep === "\\" && /[\\:]/.test(segment)),
  );
  if (impossible)
    throw new AppError("INVALID_INPUT", `“${key}” is not a path inside the lake.`, {
      hint: "Use names without .. and /.",
    });
  return join(root, ...segments);
}

/**
 * The same, proven on disk: no folder on the way is a symbolic link. What the key itself names need not exist, its
 * folder must. A link could be made after this check, so files are opened without following links as well.
 */
export async function provenPath(root: string, key: string): Promise<string> {
  const path = pathOfKey(root, key);
  if (path === root) return path;
  await proveFolder(root, dirname(path), key);
  return path;
}

/** Absolute path of an existing object or prefix that is not a link itself. */
export async function provenExisting(root: string, key: string): Promise<string> {
  const path = await provenPath(root, key);
  const status = await lstat(path).catch((error: unknown) => {
    throw fileError(error, key);
  });
  if (status.isSymbolicLink()) throw linkRefused(key);
  return path;
}

export function linkRefused(key: string): AppError {
  return new AppError("UNSUPPORTED", `“${key}” is a symbolic link or lies behind one.`, {
    hint: "Lakeshore does not follow links, so that a lake cannot lead out of itself. Open the folder it points to as a lake.",
    details: { file: key },
  });
}

async function proveFolder(root: string, folder: string, key: string): Promise<void> {
  let real: [string, string];
  try {
    real = await Promise.all([realpath(root), realpath(folder)]);
  } catch (error) {
    throw errorNumber(error) === "ELOOP" ? linkRefused(key) : fileError(error, key);
  }
  if (folded(relative(real[0], real[1])) !== folded(relative(root, folder))) throw linkRefused(key);
}

/** macOS and Windows give back the stored spelling of a name, whatever was asked for. */
function folded(path: string): string {
  const normal = path.normalize("NFC");
  return process.platform === "darwin" || process.platform === "win32" ? normal.toLowerCase() : normal;
}
