import type { Table, TableInput } from "@aws-sdk/client-glue";
import { AppError, type ErrorCode } from "../../../../shared/domain/app-error.ts";
import { isOfRepeatedCall } from "../errors/repeated-call.ts";
import type { GlueService } from "./glue-service.ts";
import type { GlueName } from "./mapping/entry-names.ts";
import { factsOfTable } from "./mapping/table-facts.ts";

/*
 * Glue has no token by which it would know a call that is made again because its answer was lost. It refuses the second
 * one: the table is there, has another version, or is gone. Whether that was our own doing is looked up then.
 */

/** ALREADY_EXISTS when somebody else's table has the name. */
export async function createTable(
  service: GlueService,
  database: string,
  input: TableInput,
  signal: AbortSignal,
): Promise<void> {
  await unlessDone(service.createTable(database, input, signal), "ALREADY_EXISTS", () =>
    isAsWritten(service, database, input, signal),
  );
}

/** CONFLICT when somebody else has changed the table since that version. */
export async function updateTable(
  service: GlueService,
  database: string,
  input: TableInput,
  version: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  await unlessDone(service.updateTable(database, input, version, signal), "CONFLICT", () =>
    isAsWritten(service, database, input, signal),
  );
}

/** NOT_FOUND when it was not there. */
export async function deleteTable(service: GlueService, name: GlueName, signal: AbortSignal): Promise<void> {
  await unlessDone(service.deleteTable(name, signal), "NOT_FOUND", async () => true);
}

async function unlessDone(call: Promise<void>, refusal: ErrorCode, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === refusal && isOfRepeatedCall(error);
    if (!isRefused || !(await isDone())) throw error;
  }
}

async function isAsWritten(
  service: GlueService,
  database: string,
  input: TableInput,
  signal: AbortSignal,
): Promise<boolean> {
  const now = await service.table({ database, table: input.Name ?? "" }, signal);
  return contentOf({ ...now, DatabaseName: database }) === contentOf({ ...input, DatabaseName: database });
}

function contentOf(table: Table): string {
  const { revision: _, updatedAt: __, ...content } = factsOfTable(table);
  return JSON.stringify(content);
}
