import { z } from "zod";
import { AppError } from "../../../shared/domain/app-error.ts";
import { readingProblem } from "./reading-problem.ts";
import { offsetOfBytes, offsetOfCharacters, placeDetails } from "./text-positions.ts";

/** An error of DuckDB's, with `errors_as_json` set or not. */
export interface EngineMessage {
  /** DuckDB's kind, lower case: "binder", "catalog", "out of memory"; "" when it says none. */
  kind: string;
  message: string;
  position: number | null;
  /** Syntax errors count characters, all others bytes of UTF-8. */
  unit: "bytes" | "characters";
}

export interface PlaceInText {
  /** The text that the person typed. */
  sql: string;
  /** Bytes that were put in front of it to run it. */
  prefixBytes: number;
}

/** Takes an error of @duckdb/node-api apart. */
export function readMessage(error: unknown): EngineMessage {
  const text = error instanceof Error ? error.message : String(error);
  const json = parsed(text.slice(Math.max(0, text.indexOf("{"))));
  if (json) {
    const position = Number(json.position ?? Number.NaN);
    return {
      kind: json.exception_type.toLowerCase(),
      message: json.exception_message,
      position: Number.isFinite(position) ? position : null,
      unit: json.error_subtype === "SYNTAX_ERROR" ? "characters" : "bytes",
    };
  }
  const [, kind = "", message = text] = /^(?:Failed to [^:]*: )?([A-Za-z ]+?) Error: ([\s\S]*)$/.exec(text) ?? [];
  return { kind: kind.toLowerCase(), message, position: null, unit: "bytes" };
}

/** What a person is told when DuckDB fails a question: QUERY_FAILED at a place, or what it lacked. */
export function toQuestionError(error: unknown, place: PlaceInText, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) return new AppError("CANCELLED", "The query was cancelled.", { cause: error });
  const found = readMessage(error);
  const lacking = lackOf(found, error);
  if (lacking) return lacking;
  const problem = readingProblem(found.message);
  if (problem) return problem;
  const sentence = firstParagraph(found.message);
  if (found.kind === "permission") return new AppError("QUERY_REFUSED", refusal(found.message), { cause: error });
  const hint = hintOf(found.message);
  return new AppError("QUERY_FAILED", sentence, {
    ...(hint === null ? {} : { hint }),
    ...(found.position === null ? {} : { details: detailsAt(found.position, found.unit, place) }),
    cause: error,
  });
}

function detailsAt(position: number, unit: EngineMessage["unit"], { sql, prefixBytes }: PlaceInText) {
  const own = Math.max(0, position - prefixBytes);
  return placeDetails(sql, unit === "bytes" ? offsetOfBytes(sql, own) : offsetOfCharacters(sql, own));
}

function lackOf({ kind, message }: EngineMessage, cause: unknown): AppError | null {
  if (/No space left on device|not enough space|max_temp_directory_size/i.test(message)) {
    return new AppError("OUT_OF_SPACE", "The query needed more room for temporary files than there is.", {
      hint: "Ask for fewer columns or rows, or sort less, and free some disk space.",
      cause,
    });
  }
  if (kind === "out of memory") {
    return new AppError("OUT_OF_MEMORY", "The query needed more memory than it may use.", {
      hint: "Ask for fewer columns or rows, or aggregate before joining or sorting.",
      cause,
    });
  }
  if (kind === "interrupt") return new AppError("CANCELLED", "The query was cancelled.", { cause });
  return null;
}

function refusal(message: string): string {
  const file = /Cannot access (?:file|directory) "([^"]*)"/.exec(message)?.[1];
  if (file === undefined) return `DuckDB refused it: ${firstParagraph(message)}`;
  return `“${file}” is not among the files of this lake that the query names, so it was not read.`;
}

/** DuckDB writes what it suggests on lines of their own. */
function hintOf(message: string): string | null {
  const candidates = /(?:Did you mean|Candidate (?:bindings|functions|macros)):? *([\s\S]*)$/.exec(message);
  if (!candidates?.[1]) return null;
  const text = candidates[1].trim().replace(/^:\s*/, "").replaceAll(/\n\s*/g, ", ");
  const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return shown.endsWith("?") ? `Did you mean ${shown}` : `Did you mean one of: ${shown}`;
}

function firstParagraph(message: string): string {
  const text = message.split(/\n(?:\n|Did you mean|Candidate |LINE \d)/)[0] ?? message;
  return text.trim().replaceAll("\n", " ");
}

/** What `errors_as_json` gives, as far as it is used. */
const JsonError = z.object({
  exception_type: z.string().default(""),
  exception_message: z.string(),
  error_subtype: z.string().optional(),
  position: z.string().optional(),
});

function parsed(text: string): z.infer<typeof JsonError> | null {
  if (!text.startsWith("{")) return null;
  try {
    return JsonError.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
