import { AppError } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";
import type { LakeKnowledge } from "./lake-knowledge.ts";
import type { Statement } from "./statements/statement.ts";

/**
 * Tells a catalog that other tools read too (Glue) what people know of a table. The journal has it already: null, or the
 * sentence that the person has to be told.
 */
export async function tellCatalog(
  knowledge: LakeKnowledge,
  statement: Statement,
  { signal }: { signal: AbortSignal },
): Promise<string | null> {
  const { managed } = knowledge.lake.tables;
  if (!managed.available || !isNoted(statement)) return null;
  const { table } = statement;
  try {
    const { knowledge: known } = await knowledge.ask({ kind: "table", table, me: "" }, "table", { signal });
    const description = known.description.values[0]?.value ?? null;
    const note = {
      description: statement.topic === "description" ? (description ?? "") : description,
      owner: known.owner.values[0]?.value ?? null,
      tags: known.tags.map(({ tag }) => tag),
    };
    await managed.annotate(table, note, { signal });
    return null;
  } catch (error) {
    log("warn", "the catalog was not told what is known of a table", { lake: knowledge.lake.id, error });
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof AppError && error.code === "ACCESS_DENIED") {
      return `Everyone who uses Lakeshore sees this, other tools do not: you may not change the table in Glue. ${reason}`;
    }
    return `Everyone who uses Lakeshore sees this, but Glue could not be told: ${reason}`;
  }
}

/** Owner, tags, and what is said of the table as a whole. */
function isNoted(statement: Statement): statement is Extract<Statement, { topic: "owner" | "tag" | "description" }> {
  if (statement.topic === "description") return statement.column === null;
  return statement.topic === "owner" || statement.topic === "tag";
}
