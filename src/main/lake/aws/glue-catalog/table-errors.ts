import { AppError } from "../../../../shared/domain/app-error.ts";
import type { TablePlace } from "../../ports.ts";

export function tableNotFound({ zoneId, name }: TablePlace, cause?: unknown): AppError {
  const where = zoneId === null ? "outside the zones" : `in the zone “${zoneId}”`;
  return new AppError("NOT_FOUND", `The Glue catalog has no table “${name}” ${where}.`, { cause });
}

export function tableExists({ zoneId, name }: TablePlace, cause: unknown): AppError {
  return new AppError("ALREADY_EXISTS", `The zone “${zoneId ?? ""}” has a table “${name}” already.`, {
    hint: "Choose another name, or update the table that is there.",
    details: { zoneId, name },
    cause,
  });
}

export function tableChanged({ zoneId, name }: TablePlace, cause?: unknown): AppError {
  return new AppError("CONFLICT", `Someone changed the table “${name}” while you were editing it.`, {
    hint: "Load it again, compare, and save your change on top.",
    details: { zoneId, name },
    cause,
  });
}
