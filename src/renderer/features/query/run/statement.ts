/** A statement of an editor's text, and where in the text it begins (0-based). */
export interface Statement {
  sql: string;
  offset: number;
}

/** The statement that holds a place, else the last one before it, else the first. */
export function statementAt(statements: readonly Statement[], place: number): Statement | undefined {
  return statements.findLast(({ offset }) => offset <= place) ?? statements[0];
}

/**
 * Where a statement stands in a text that may have been changed since it was run: the occurrence nearest to where it
 * was. Undefined when it is not there any more.
 */
export function findStatement(text: string, { sql, offset }: Statement): number | undefined {
  const before = text.lastIndexOf(sql, offset);
  const after = text.indexOf(sql, offset);
  if (before < 0 || after < 0) return before < 0 ? (after < 0 ? undefined : after) : before;
  return offset - before <= after - offset ? before : after;
}
