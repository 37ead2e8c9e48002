import {
  BatchCreatePartitionCommand,
  type Crawler,
  CreateDatabaseCommand,
  CreateTableCommand,
  type Database,
  type DatabaseInput,
  DeleteTableCommand,
  GetCrawlerCommand,
  GetCrawlersCommand,
  GetDatabasesCommand,
  GetPartitionsCommand,
  type GetPartitionsCommandOutput,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionsCommand,
  type GetTableVersionsCommandOutput,
  type GlueClient,
  type PartitionError,
  type PartitionInput,
  StartCrawlerCommand,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { GlueCalls } from "./glue-calls.ts";
import type { GlueName } from "./mapping/entry-names.ts";
import { requireTable } from "./mapping/table-facts.ts";

/** GetTables and GetDatabases give at most 100 (API_GetTables). */
const PAGE = 100;

/** The calls of Glue that Lakeshore makes, each paced, cancellable and failing as an `AppError`. */
export class GlueService {
  readonly #client: GlueClient;
  readonly #calls: GlueCalls;

  constructor(client: GlueClient, calls = new GlueCalls()) {
    this.#client = client;
    this.#calls = calls;
  }

  async *databases(signal: AbortSignal): AsyncGenerator<Database[]> {
    const context = { call: "glue:GetDatabases", resource: "the databases of Glue" };
    let token: string | undefined;
    do {
      const command = new GetDatabasesCommand({ MaxResults: PAGE, NextToken: token });
      const page = await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
      yield page.DatabaseList ?? [];
      token = page.NextToken;
    } while (token);
  }

  async *tables(database: string, signal: AbortSignal): AsyncGenerator<Table[]> {
    const context = { call: "glue:GetTables", resource: `database ${database}` };
    let token: string | undefined;
    do {
      const command = new GetTablesCommand({ DatabaseName: database, MaxResults: PAGE, NextToken: token });
      const page = await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
      yield page.TableList ?? [];
      token = page.NextToken;
    } while (token);
  }

  async table({ database, table }: GlueName, signal: AbortSignal): Promise<Table> {
    const resource = `table ${database}.${table}`;
    const command = new GetTableCommand({ DatabaseName: database, Name: table });
    const context = { call: "glue:GetTable", resource };
    const answer = await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
    return requireTable(answer.Table, `${database}.${table}`);
  }

  async createDatabase(input: DatabaseInput, signal: AbortSignal): Promise<void> {
    const context = { call: "glue:CreateDatabase", resource: `database ${input.Name ?? ""}`, creates: true };
    const command = new CreateDatabaseCommand({ DatabaseInput: input });
    await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }

  async createTable(database: string, input: TableInput, signal: AbortSignal): Promise<void> {
    const context = { call: "glue:CreateTable", resource: `table ${database}.${input.Name ?? ""}`, creates: true };
    const command = new CreateTableCommand({ DatabaseName: database, TableInput: input });
    await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }

  /** Glue refuses a version that is not the newest; `version` undefined is not checked. */
  async updateTable(
    database: string,
    input: TableInput,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const context = { call: "glue:UpdateTable", resource: `table ${database}.${input.Name ?? ""}` };
    const command = new UpdateTableCommand({ DatabaseName: database, TableInput: input, VersionId: version });
    await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }

  async deleteTable({ database, table }: GlueName, signal: AbortSignal): Promise<void> {
    const context = { call: "glue:DeleteTable", resource: `table ${database}.${table}` };
    const command = new DeleteTableCommand({ DatabaseName: database, Name: table });
    await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }

  /** One page of partitions that an expression selects on the server, or of one segment; without the columns of each. */
  partitions(
    { database, table }: GlueName,
    request: {
      expression?: string;
      token?: string | undefined;
      limit: number;
      segment?: { number: number; of: number };
    },
    signal: AbortSignal,
  ): Promise<GetPartitionsCommandOutput> {
    const command = new GetPartitionsCommand({
      DatabaseName: database,
      TableName: table,
      Expression: request.expression,
      NextToken: request.token,
      MaxResults: request.limit,
      Segment: request.segment && { SegmentNumber: request.segment.number, TotalSegments: request.segment.of },
      ExcludeColumnSchema: true,
    });
    const context = { call: "glue:GetPartitions", resource: `table ${database}.${table}` };
    return this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }

  /** At most 100 at a time (API_BatchCreatePartition). Gives the ones that were refused. */
  async createPartitions(
    { database, table }: GlueName,
    partitions: PartitionInput[],
    signal: AbortSignal,
  ): Promise<PartitionError[]> {
    const command = new BatchCreatePartitionCommand({
      DatabaseName: database,
      TableName: table,
      PartitionInputList: partitions,
    });
    const context = { call: "glue:BatchCreatePartition", resource: `table ${database}.${table}` };
    const answer = await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
    return answer.Errors ?? [];
  }

  tableVersions(
    { database, table }: GlueName,
    request: { token?: string; limit: number },
    signal: AbortSignal,
  ): Promise<GetTableVersionsCommandOutput> {
    const command = new GetTableVersionsCommand({
      DatabaseName: database,
      TableName: table,
      NextToken: request.token,
      MaxResults: request.limit,
    });
    const context = { call: "glue:GetTableVersions", resource: `table ${database}.${table}` };
    return this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }

  async *crawlers(signal: AbortSignal): AsyncGenerator<Crawler[]> {
    const context = { call: "glue:GetCrawlers", resource: "the crawlers of Glue" };
    let token: string | undefined;
    do {
      const command = new GetCrawlersCommand({ MaxResults: PAGE, NextToken: token });
      const page = await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
      yield page.Crawlers ?? [];
      token = page.NextToken;
    } while (token);
  }

  async crawler(name: string, signal: AbortSignal): Promise<Crawler> {
    const context = { call: "glue:GetCrawler", resource: `crawler ${name}` };
    const command = new GetCrawlerCommand({ Name: name });
    const answer = await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
    return answer.Crawler ?? { Name: name };
  }

  async startCrawler(name: string, signal: AbortSignal): Promise<void> {
    const context = { call: "glue:StartCrawler", resource: `crawler ${name}` };
    const command = new StartCrawlerCommand({ Name: name });
    await this.#calls.call(context, (options) => this.#client.send(command, options), signal);
  }
}
