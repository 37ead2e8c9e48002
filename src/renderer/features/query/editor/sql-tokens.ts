export interface SqlToken {
  kind: "word" | "quoted" | "string" | "comment" | "sign";
  /** The text; of a quoted name what it stands for. */
  text: string;
  from: number;
  to: number;
  /** False for a string, a quoted name or a comment that does not end. */
  isClosed: boolean;
}

const pattern =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^']|'')*(?:'|$)|\$(?<tag>[A-Za-z_]*)\$[\s\S]*?(?:\$\k<tag>\$|$))|(?<quoted>"(?:[^"]|"")*(?:"|$))|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|\s+|(?<sign>[\s\S])/guy;

/** The parts of a statement, as far as completion needs them. Every character of it belongs to one, except blanks. */
export function sqlTokens(statement: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const match of statement.matchAll(pattern)) {
    const [text] = match;
    const kind = kindOf(match.groups ?? {});
    if (!kind) continue;
    const from = match.index;
    tokens.push({
      kind,
      text: kind === "quoted" ? unquoted(text) : text,
      from,
      to: from + text.length,
      isClosed: isClosed(kind, text),
    });
  }
  return tokens;
}

function kindOf(groups: Record<string, string | undefined>): SqlToken["kind"] | undefined {
  return (["comment", "string", "quoted", "word", "sign"] as const).find((kind) => groups[kind] !== undefined);
}

function unquoted(text: string): string {
  return text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined).replaceAll('""', '"');
}

function isClosed(kind: SqlToken["kind"], text: string): boolean {
  if (kind === "comment") return text.startsWith("/*") && text.length > 3 && text.endsWith("*/");
  if (kind === "quoted") return text.length > 1 && text.endsWith('"');
  if (kind === "string") return text.length > 1 && /['$]$/.test(text);
  return true;
}
