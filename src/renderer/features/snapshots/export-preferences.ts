import { z } from "zod";
import { CsvOptions, XlsxOptions } from "../../../shared/domain/export-options.ts";

const KEY = "lakeshore.export";

const Preferences = z.object({
  kind: z.enum(["csv", "xlsx"]).catch("xlsx"),
  csv: CsvOptions.catch(CsvOptions.parse({})),
  xlsx: XlsxOptions.catch(XlsxOptions.parse({})),
});
export type ExportPreferences = z.infer<typeof Preferences>;

/** The options of the last export; what cannot be read is as at first. */
export function readPreferences(): ExportPreferences {
  try {
    return Preferences.parse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return Preferences.parse({});
  }
}

export function writePreferences(preferences: ExportPreferences): void {
  localStorage.setItem(KEY, JSON.stringify(preferences));
}
