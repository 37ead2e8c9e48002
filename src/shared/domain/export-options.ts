import { z } from "zod";

/**
 * How a CSV file is written. Values are never altered: numbers keep their decimal point, text that looks like a formula
 * stays as it is (a spreadsheet that opens the file decides what to do with it; an Excel file is the safe choice).
 */
export const CsvOptions = z.object({
  delimiter: z
    .string()
    .regex(/^[\t\x20-\x7e]$/, "a delimiter is one character: a tab or printable ASCII")
    .refine((text) => text !== '"', "a delimiter is not the quote itself")
    .default(","),
  /** Which values stand in quotes: those that need it, every value, or every value that is not a number. */
  quoting: z.enum(["minimal", "all", "non-numeric"]).default("minimal"),
  header: z.boolean().default(true),
  lineEnd: z.enum(["\n", "\r\n"]).default("\n"),
  /** U+FEFF first: Excel reads a CSV without it in the system's old code page. */
  byteOrderMark: z.boolean().default(false),
  /** Stands for NULL, bare. A text that equals it is quoted, so that the two stay apart. */
  nullText: z
    .string()
    .max(64)
    .regex(/^[^"\r\n]*$/, "the text for NULL has no quotes and no line breaks")
    .default(""),
  gzip: z.boolean().default(false),
});
export type CsvOptions = z.infer<typeof CsvOptions>;

/** Excel's own limit on the length of a sheet's name, in UTF-16 units. */
const maxSheetName = 31;

/** How an Excel workbook is written. */
export const XlsxOptions = z.object({
  /** Further sheets, where rows pass Excel's limit, are called "name (2)" and so on. */
  sheetName: z
    .string()
    .min(1, "a sheet needs a name")
    .max(maxSheetName, `a sheet name has at most ${maxSheetName} characters`)
    .regex(/^[^[\]:*?/\\\p{Cc}]+$/u, "a sheet name has none of [ ] : * ? / \\ and no control characters")
    .refine((name) => !name.startsWith("'") && !name.endsWith("'"), "a sheet name does not start or end with '")
    .refine((name) => name.toLowerCase() !== "history", "Excel keeps the sheet name History for itself")
    .refine((name) => name.trim() !== "", "a sheet needs a name")
    .default("Data"),
  /** Bold on a tint, so that the header stands out. */
  headerStyle: z.boolean().default(true),
  /** The header stays in view while scrolling. */
  freezeHeader: z.boolean().default(true),
  /** Filter buttons on the header. */
  filter: z.boolean().default(true),
  /** Column widths by the header and the first rows; otherwise Excel's own width. */
  autoWidths: z.boolean().default(true),
});
export type XlsxOptions = z.infer<typeof XlsxOptions>;
