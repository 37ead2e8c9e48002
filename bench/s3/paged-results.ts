import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** Rows that one call of GetQueryResults gives at most, the names of the columns among them. */
export const PAGE_ROWS = 1_000;

export interface PagedResult {
  columns: readonly { name: string; type: string }[];
  /** As texts; each page has the same ones. */
  rows: readonly (readonly string[])[];
  pages: number;
  /** Where the result lies as an object; null when the API alone has it. */
  location: string | null;
}

export interface AthenaOnLoopback extends AsyncDisposable {
  url: string;
}

const Call = z.object({ NextToken: z.string().optional(), MaxResults: z.number().optional() });

/**
 * The calls of Athena's API that fetching the result of an ended execution needs. Its pages are made beforehand and come
 * at once, where the service of AWS takes some hundred milliseconds for each: what is measured beside it has no advantage.
 */
export async function athenaOnLoopback(result: PagedResult): Promise<AthenaOnLoopback> {
  const { page, firstPage, describing } = bodiesOf(result);
  const server = createServer((request, response) => {
    const answer = async () => {
      const call = Call.parse(JSON.parse(await text(request)));
      const operation = String(request.headers["x-amz-target"]).replace("AmazonAthena.", "");
      response.setHeader("content-type", "application/x-amz-json-1.1");
      if (operation !== "GetQueryResults") return response.end(JSON.stringify(executionOf(operation, result)));
      if (call.MaxResults === 1) return response.end(describing);
      const number = Number(call.NextToken ?? 0);
      response.write(number + 1 < result.pages ? `{"NextToken":"${number + 1}",` : "{");
      return response.end(number === 0 ? firstPage : page);
    };
    answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The result as the object that Athena writes: every value in quotes. */
export function* resultObject({ columns, rows, pages }: PagedResult): Generator<Buffer> {
  const line = (cells: readonly string[]) => `${cells.map((cell) => `"${cell}"`).join(",")}\n`;
  const header = line(columns.map(({ name }) => name));
  yield Buffer.from(header + rows.slice(1).map(line).join(""));
  const page = Buffer.from(rows.map(line).join(""));
  for (let number = 1; number < pages; number += 1) yield page;
}

/** What follows the token of a page. The first page has the names of the columns in place of a row. */
function bodiesOf({ columns, rows }: PagedResult) {
  const row = (cells: readonly string[]) => ({ Data: cells.map((VarCharValue) => ({ VarCharValue })) });
  const names = row(columns.map(({ name }) => name));
  const ColumnInfo = columns.map(({ name, type }) => ({ Name: name, Label: name, Type: type }));
  const body = (Rows: object[]) =>
    Buffer.from(JSON.stringify({ ResultSet: { Rows, ResultSetMetadata: { ColumnInfo } } }).slice(1));
  return {
    page: body(rows.map(row)),
    firstPage: body([names, ...rows.slice(1).map(row)]),
    describing: Buffer.concat([Buffer.from('{"NextToken":"0",'), body([names])]),
  };
}

function executionOf(operation: string, { location }: PagedResult): object {
  const execution = {
    QueryExecutionId: "measured",
    Query: "SELECT * FROM measured",
    StatementType: "DML",
    SubstatementType: "SELECT",
    Status: { State: "SUCCEEDED" },
    ...(location === null ? {} : { ResultConfiguration: { OutputLocation: location } }),
  };
  return operation === "BatchGetQueryExecution"
    ? { QueryExecutions: [execution], UnprocessedQueryExecutionIds: [] }
    : { QueryExecution: execution };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
