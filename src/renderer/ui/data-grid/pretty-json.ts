/**
 * Indents JSON text without reading its numbers, so that no digit is lost. Text that is not JSON comes back as it is.
 */
export function prettyJson(text: string): string {
  let out = "";
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (inString) {
      out += character;
      if (character === "\\") out += text.charAt((index += 1));
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
      out += character;
    } else if (character === "{" || character === "[") {
      const close = text
        .slice(index + 1)
        .trimStart()
        .charAt(0);
      depth += 1;
      out += character + (close === "}" || close === "]" ? "" : newLine(depth));
    } else if (character === "}" || character === "]") {
      depth -= 1;
      out += (/[{[]$/.test(out) ? "" : newLine(depth)) + character;
    } else if (character === ",") out += `,${newLine(depth)}`;
    else if (character === ":") out += ": ";
    else if (!/\s/.test(character)) out += character;
  }
  return depth === 0 && !inString ? out : text;
}

function newLine(depth: number): string {
  return `\n${"  ".repeat(Math.max(0, depth))}`;
}
