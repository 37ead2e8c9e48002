/** Hex text as lines of 16 bytes: offset, bytes, and the characters that are printable ASCII. */
export function hexLines(hex: string, offset: number): string[] {
  const lines: string[] = [];
  for (let start = 0; start < hex.length; start += 32) {
    const bytes = hex.slice(start, start + 32).match(/../g) ?? [];
    const characters = bytes.map((byte) => {
      const code = Number.parseInt(byte, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "·";
    });
    const place = (offset + start / 2).toString(16).padStart(8, "0");
    lines.push(`${place}  ${bytes.join(" ").padEnd(47)}  ${characters.join("")}`);
  }
  return lines;
}
