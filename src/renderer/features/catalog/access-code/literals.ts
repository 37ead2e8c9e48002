/** Texts as the languages write them, so that a name with quotes or backslashes cannot break out. */

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Of Python, R and JSON alike: JSON's escapes mean the same in all of them. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A text of several lines in Python. */
export function pythonBlock(text: string): string {
  return `"""\n${text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"')}\n"""`;
}

/** The same in R, which lets strings have line ends. */
export function rBlock(text: string): string {
  return `"\n${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}\n"`;
}

/** Power Query writes odd characters as #(…) and quotes twice. */
export function mText(text: string): string {
  const escaped = text.replaceAll("#(", "#(#)(").replaceAll('"', '""');
  return `"${escaped.replaceAll("\t", "#(tab)").replaceAll("\n", "#(lf)").replaceAll("\r", "#(cr)")}"`;
}

/** A column of Spark's own SQL. */
export function sparkIdentifier(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
