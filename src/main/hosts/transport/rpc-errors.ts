import { ValidationError } from "@orpc/contract";
import { ORPCError } from "@orpc/server";
import { AppError, isCancellation, type AppErrorData } from "../../../shared/domain/app-error.ts";
import { log } from "../../log.ts";

/** What a procedure threw, as the contract's `APP_ERROR`. Stacks and causes go to main's log and no further. */
export function toRpcError(
  error: unknown,
  procedure: string,
  signal: AbortSignal | undefined,
): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.code === "APP_ERROR") return error;
  return rpcError(toAppError(error, procedure, signal).toData());
}

function rpcError(data: AppErrorData): ORPCError<string, AppErrorData> {
  return new ORPCError("APP_ERROR", { status: 422, defined: true, message: data.message, data });
}

function toAppError(error: unknown, procedure: string, signal: AbortSignal | undefined): AppError {
  if (error instanceof AppError) {
    if (error.code === "INTERNAL") log("error", "call failed", { procedure, error });
    return error;
  }
  if (signal?.aborted || isCancellation(error)) return new AppError("CANCELLED", "This was cancelled.");
  if (error instanceof ORPCError && error.code === "BAD_REQUEST") return invalidInput(error, procedure);
  log("error", "call failed", { procedure, error });
  return new AppError("INTERNAL", "Something in Lakeshore went wrong.", {
    hint: "The log of the app says more. Try again; if it happens again, report it.",
  });
}

function invalidInput(error: ORPCError<string, unknown>, procedure: string): AppError {
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined;
  const field = (issue?.path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".");
  const reason = issue ? `${field === "" ? "" : `${field}: `}${issue.message}` : "it cannot be read";
  return new AppError("INVALID_INPUT", `The request ${procedure} is not valid: ${reason}.`, {
    details: { procedure, field },
  });
}

/** A call of something that the router does not have. */
export function unknownProcedure(procedure: string): AppError {
  return new AppError("INVALID_INPUT", `This Lakeshore has no procedure ${procedure}.`, {
    hint: "The page may be older than the app: reload it.",
    details: { procedure },
  });
}
