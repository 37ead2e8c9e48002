import { LONGEST_IMPORT } from "../../../../shared/contract/knowledge.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { formatCount } from "../../../lib/format.ts";

/** A character is at most three bytes of UTF-8 for each unit that a text's length counts. */
const MOST_BYTES = 3 * LONGEST_IMPORT;

/** The text of a file that a person chose; what is too large is not read. */
export async function readImportFile(file: File): Promise<{ format: "csv" | "json"; text: string }> {
  const format = /\.(csv|json)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (format !== "csv" && format !== "json") {
    throw new AppError("INVALID_INPUT", `“${file.name}” is neither CSV nor JSON by its name.`, {
      hint: "Choose a file that Lakeshore has exported.",
    });
  }
  if (file.size > MOST_BYTES) throw tooLarge(file.name);
  const text = textOf(file.name, await bytesOf(file));
  if (text.length > LONGEST_IMPORT) throw tooLarge(file.name);
  return { format, text };
}

async function bytesOf(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    // What has changed since it was chosen is not read either (w3.org/TR/FileAPI, NotReadableError).
    throw new AppError("CHANGED_WHILE_READING", `“${file.name}” cannot be read, or has changed since it was chosen.`, {
      hint: "Choose it again.",
      cause,
    });
  }
}

function textOf(name: string, bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", `“${name}” is no text in UTF-8.`, {
      hint: "In a spreadsheet, save it as “CSV UTF-8”.",
      cause,
    });
  }
}

function tooLarge(name: string): AppError {
  return new AppError("TOO_LARGE", `“${name}” has more than ${formatCount(LONGEST_IMPORT)} characters.`, {
    hint: "Split it, each part with the first line, and import the parts one after another.",
  });
}
