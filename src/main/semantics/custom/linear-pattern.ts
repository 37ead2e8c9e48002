import { RE2JS, RE2JSException } from "re2js";
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
    throw invalid(
      `The pattern cannot be read: ${error.message}.`,
      pattern,
      lookAround || backReference
        ? "Look-around and back references are left out, so that no pattern can hang the app. Write it without them."
        : "Patterns are in RE2's syntax: https://github.com/google/re2/wiki/Syntax",
      error,
    );
  }
}

function invalid(message: string, pattern: string, hint: string, cause?: Error): AppError {
  return new AppError("INVALID_INPUT", message, {
    hint,
    details: { field: "pattern", pattern },
    ...(cause ? { cause } : {}),
  });
}
