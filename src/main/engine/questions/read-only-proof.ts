import { StatementType, type DuckDBConnection, type DuckDBPreparedStatement } from "@duckdb/node-api";
import { AppError } from "../../../shared/domain/app-error.ts";

/**
 * Prepares a question's text and proves, by the type that DuckDB gives it, that it only reads. A PIVOT becomes several
 * statements: those before the last make enums of the values, and are run here. The caller destroys the statement.
 */
export async function prepareReadOnly(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const extracted = await connection.extractStatements(sql);
  const last = extracted.count - 1;
  for (let index = 0; index < last; index += 1) {
    const statement = await extracted.prepare(index);
    requireType(statement, StatementType.CREATE);
    await statement.run();
  }
  const statement = await extracted.prepare(last);
  requireType(statement, StatementType.SELECT, StatementType.EXPLAIN);
  if (statement.parameterCount > 0) {
    statement.destroySync();
    throw new AppError("QUERY_FAILED", "The query has a parameter ($1 or ?) without a value.", {
      hint: "Write the value in its place.",
    });
  }
  return statement;
}

function requireType(statement: DuckDBPreparedStatement, ...allowed: readonly StatementType[]): void {
  const type = statement.statementType;
  if (allowed.includes(type)) return;
  statement.destroySync();
  throw new AppError("QUERY_REFUSED", `${StatementType[type]} statements are not run; questions only read.`, {
    details: { statement: StatementType[type] },
  });
}
