interface DelimitedDialect {
  readonly delimiter: string;
  readonly lineEnd: "\n" | "\r\n";
}

/** Delimited text with a header. Fields are quoted only where they must be (RFC 4180, section 2), with quotes doubled. */
export function formatDelimited(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  dialect: DelimitedDialect,
): string {
  return [header, ...rows].map((fields) => formatRecord(fields, dialect)).join("");
}

function formatRecord(fields: readonly string[], { delimiter, lineEnd }: DelimitedDialect): string {
  const quoted = fields.map((field) =>
    field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field,
  );
  return quoted.join(delimiter) + lineEnd;
}
