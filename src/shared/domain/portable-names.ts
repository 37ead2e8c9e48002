/** Names that Windows keeps for devices, whatever their ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** The common file systems count 255: ext4 and APFS bytes, NTFS UTF-16 units. Bytes are the stricter. */
const LONGEST_BYTES = 255;

/** Why a name (one segment of a path) could not exist on some system, as the end of a sentence; null when it can. */
export function portableNameProblem(name: string): string | null {
  if (name === "") return "it is empty";
  if (name === "." || name === "..") return "it means a folder itself or the one above";
  if (name.includes("/")) return "a name has no slash";
  if (/\p{Cc}/u.test(name)) return "it has line breaks or control characters";
  if (!name.isWellFormed()) return "it is not valid Unicode";
  const forbidden = /[<>:"\\|?*]/.exec(name);
  if (forbidden) return `Windows does not allow ${forbidden[0]} in names`;
  if (/[. ]$/.test(name)) return "Windows does not allow a name that ends in a dot or a space";
  if (RESERVED.test(name)) return "Windows keeps that name for a device";
  if (utf8Length(name) > LONGEST_BYTES) return `it is longer than ${LONGEST_BYTES} bytes`;
  return null;
}

/** Two names that are one on systems that ignore case or store Unicode decomposed have the same fold. */
export function nameFold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
