import { RE2JS, RE2JSException, RE2JSSyntaxException } from "re2js";
import { AppError } from "../../../shared/domain/app-error.ts";

/**
 * A person's pattern. It runs on RE2, whose time grows with the length of the text and nothing else: `(a+)+$`, which can
 * keep the runtime's own expressions busy for years, is as fast as any other here. Look-around and back references are
 * what RE2 gives up for that.
 */
export interface LinearPattern {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  readonly groups: readonly string[];
}

/** INVALID_INPUT with what is wrong for what RE2 does not understand. */
export function linearPattern(pattern: string, { ignoreCase }: { ignoreCase: boolean }): LinearPattern {
  const compiled = compiledOf(pattern, ignoreCase);
  if (compiled.matches("")) {
    throw invalid(
      "The pattern matches an empty text, so it would match everything.",
      pattern,
      "Make a part of it required.",
    );
  }
  return { matches: (text) => compiled.matches(text), groups: Object.keys(compiled.namedGroups()) };
}

function compiledOf(pattern: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const lookAround = /\(\?<?[=!]/.test(pattern);
    const backReference = /\\[1-9]/.test(pattern);
    const { what, at } = faultOf(error, pattern);
    throw invalid(
      `The pattern cannot be read: ${what}.`,
      pattern,
      lookAround || backReference
        ? "Look-around and back references are left out, so that no pattern can hang the app. Write it without them."
        : "Patterns are in RE2's syntax: https://github.com/google/re2/wiki/Syntax",
      { cause: error, at },
    );
  }
}

/** RE2 tells the part that it does not understand; its place is known where the pattern has that part once. */
function faultOf(error: RE2JSException, pattern: string): { what: string; at: number | null } {
  if (!(error instanceof RE2JSSyntaxException)) return { what: error.message, at: null };
  const what = error.getDescription();
  const part = error.getPattern() ?? "";
  if (part === "" || part === pattern) return { what, at: null };
  const at = pattern.indexOf(part);
  if (at === -1 || pattern.includes(part, at + 1)) return { what: `${what}: “${part}”`, at: null };
  return { what: `${what}: “${part}” at character ${at + 1}`, at };
}

function invalid(
  message: string,
  pattern: string,
  hint: string,
  { cause, at = null }: { cause?: Error; at?: number | null } = {},
): AppError {
  return new AppError("INVALID_INPUT", message, {
    hint,
    details: { field: "pattern", pattern, at },
    ...(cause ? { cause } : {}),
  });
}
