import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import { formatDelimited } from "./delimited-text.ts";
import { queryTextRows, sqlText } from "./text-rows.ts";

/**
 * Every fifteenth flight of January to June 2001 as one CSV.gz a month, with a 19-digit reference
 * (departure minute, then the flight's position in the source) that no JavaScript number can hold.
 * June is two gzip members in one file, as `cat a.gz b.gz` leaves them.
 */
export async function writeRawFlights(connection: DuckDBConnection, source: string, raw: string): Promise<void> {
  const folder = join(raw, "flights");
  await mkdir(folder, { recursive: true });
  for (let month = 1; month <= 6; month++) {
    const { header, rows } = await queryTextRows(connection, flightsOfMonth(source, month));
    const dialect = { delimiter: ",", lineEnd: "\n" } as const;
    const members =
      month < 6
        ? [formatDelimited(header, rows, dialect)]
        : splitAfterLine(formatDelimited(header, rows, dialect), Math.floor(rows.length / 2));
    await writeFile(join(folder, `flights_2001-0${month}.csv.gz`), Buffer.concat(members.map(gzipMember)));
  }
}

function flightsOfMonth(source: string, month: number): string {
  return `
    SELECT strftime(date, '%Y%m%d%H%M') || lpad(file_row_number::VARCHAR, 7, '0') AS flight_ref,
           strftime(date, '%Y/%m/%d %H:%M') AS date, delay, distance, origin, destination
    FROM read_parquet(${sqlText(join(source, "flights-3m.parquet"))}, file_row_number = true)
    WHERE file_row_number % 15 = 0 AND year(date) = 2001 AND month(date) = ${month}
    ORDER BY file_row_number`;
}

function splitAfterLine(text: string, line: number): string[] {
  let end = 0;
  for (let seen = 0; seen < line; seen++) end = text.indexOf("\n", end) + 1;
  return [text.slice(0, end), text.slice(end)];
}

/** The header's OS byte (RFC 1952, section 2.3) is set to "unknown", as zlib fills in the building machine's. */
function gzipMember(text: string): Buffer {
  const member = gzipSync(text, { level: 9 });
  member[9] = 255;
  return member;
}
