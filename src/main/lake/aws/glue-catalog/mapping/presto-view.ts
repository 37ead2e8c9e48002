import type { Table } from "@aws-sdk/client-glue";
import { z } from "zod";

const PrestoView = z.looseObject({ originalSql: z.string() });

/**
 * The statement of a view. Athena keeps it as JSON in base64 inside a comment that begins with "Presto View:", Hive and
 * Spark as plain text. Null when there is none that can be read.
 */
export function viewTextOf({ ViewOriginalText = "", ViewExpandedText = "" }: Table): string | null {
  const encoded = /^\/\* Presto (?:Materialized )?View: ([A-Za-z0-9+/=\s]+)\*\/$/.exec(ViewOriginalText.trim())?.[1];
  if (encoded === undefined) return ViewOriginalText || ViewExpandedText || null;
  try {
    return PrestoView.parse(JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))).originalSql;
  } catch {
    return null;
  }
}

export function isView({ TableType, ViewOriginalText }: Table): boolean {
  return (
    TableType === "VIRTUAL_VIEW" ||
    TableType === "MATERIALIZED_VIEW" ||
    (ViewOriginalText ?? "").startsWith("/* Presto")
  );
}
