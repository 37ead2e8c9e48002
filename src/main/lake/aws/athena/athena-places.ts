import {
  type AthenaClient,
  type Column as MetadataColumn,
  GetWorkGroupCommand,
  ListDatabasesCommand,
  ListDataCatalogsCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
} from "@aws-sdk/client-athena";
import type { AthenaOptions, AthenaWorkgroup, AthenaWorkgroupFacts } from "../../../../shared/domain/athena.ts";
import type { Column } from "../../../../shared/domain/columns.ts";
import type { QueryVocabulary } from "../../ports.ts";
import type { FailedCall } from "../errors/aws-error.ts";
import type { AthenaCalls } from "./athena-calls.ts";
import { resultColumn } from "./result-columns.ts";
import { trinoFunctions, trinoKeywords } from "./trino-vocabulary.ts";

type Options = { signal: AbortSignal };

/** The catalog that an account always has. */
const DEFAULT_CATALOG = "AwsDataCatalog";
/** Names of one kind that are listed; a picker shows no more, and completion needs no more. */
const MOST_NAMES = 10_000;
const MOST_TABLES = 2_000;

/** Where Athena can run statements: workgroups, catalogs, databases and their tables. */
export class AthenaPlaces {
  readonly #client: AthenaClient;
  readonly #calls: AthenaCalls;

  constructor(client: AthenaClient, calls: AthenaCalls) {
    this.#client = client;
    this.#calls = calls;
  }

  async workgroups({ signal }: Options): Promise<AthenaWorkgroup[]> {
    const call = { call: "athena:ListWorkGroups", resource: "workgroups" };
    const found = await this.#all(call, signal, MOST_NAMES, (token, options) =>
      this.#client
        .send(new ListWorkGroupsCommand({ ...token }), options)
        .then(({ WorkGroups = [], NextToken }) => ({ items: WorkGroups, next: NextToken })),
    );
    return found.map(({ Name = "", Description = "", State }) => ({
      name: Name,
      description: Description,
      isEnabled: State !== "DISABLED",
    }));
  }

  async workgroup(name: string, { signal }: Options): Promise<AthenaWorkgroupFacts> {
    const call = { call: "athena:GetWorkGroup", resource: `workgroup ${name}` };
    const { WorkGroup } = await this.#calls.make(call, signal, (abortSignal) =>
      this.#client.send(new GetWorkGroupCommand({ WorkGroup: name }), { abortSignal }),
    );
    const configuration = WorkGroup?.Configuration;
    return {
      name,
      description: WorkGroup?.Description ?? "",
      isEnabled: WorkGroup?.State !== "DISABLED",
      outputLocation: configuration?.ResultConfiguration?.OutputLocation ?? null,
      managesResults: configuration?.ManagedQueryResultsConfiguration?.Enabled ?? false,
      bytesLimit: configuration?.BytesScannedCutoffPerQuery ?? null,
      engineVersion: configuration?.EngineVersion?.EffectiveEngineVersion ?? null,
    };
  }

  async catalogs(workgroup: string | null, { signal }: Options): Promise<string[]> {
    const call = { call: "athena:ListDataCatalogs", resource: "data catalogs" };
    const input = workgroup === null ? {} : { WorkGroup: workgroup };
    const found = await this.#all(call, signal, MOST_NAMES, (token, options) =>
      this.#client
        .send(new ListDataCatalogsCommand({ ...input, ...token }), options)
        .then(({ DataCatalogsSummary = [], NextToken }) => ({ items: DataCatalogsSummary, next: NextToken })),
    );
    const names = found.flatMap(({ CatalogName }) => CatalogName ?? []);
    return names.includes(DEFAULT_CATALOG) ? names : [DEFAULT_CATALOG, ...names];
  }

  async databases({ catalog, workgroup }: AthenaOptions, { signal }: Options): Promise<string[]> {
    const input = { CatalogName: catalog ?? DEFAULT_CATALOG, ...(workgroup !== null && { WorkGroup: workgroup }) };
    const call = { call: "athena:ListDatabases", resource: `databases of ${input.CatalogName}` };
    const found = await this.#all(call, signal, MOST_NAMES, (token, options) =>
      this.#client
        .send(new ListDatabasesCommand({ ...input, ...token }), options)
        .then(({ DatabaseList = [], NextToken }) => ({ items: DatabaseList, next: NextToken })),
    );
    return found.flatMap(({ Name }) => Name ?? []);
  }

  async vocabulary({ catalog, database, workgroup }: AthenaOptions, { signal }: Options): Promise<QueryVocabulary> {
    const words = { functions: [...trinoFunctions], keywords: [...trinoKeywords] };
    if (database === null) return { tables: [], ...words };
    const input = {
      CatalogName: catalog ?? DEFAULT_CATALOG,
      DatabaseName: database,
      ...(workgroup !== null && { WorkGroup: workgroup }),
    };
    const call = { call: "athena:ListTableMetadata", resource: `tables of ${database}` };
    const found = await this.#all(call, signal, MOST_TABLES, (token, options) =>
      this.#client
        .send(new ListTableMetadataCommand({ ...input, ...token }), options)
        .then(({ TableMetadataList = [], NextToken }) => ({ items: TableMetadataList, next: NextToken })),
    );
    const tables = found.map(({ Name = "", Columns = [], PartitionKeys = [] }) => ({
      schema: database,
      name: Name,
      columns: [...Columns, ...PartitionKeys].map(tableColumn),
    }));
    return { tables, ...words };
  }

  /** The items of a list, page after page, until there are `most`. */
  async #all<T>(
    call: FailedCall,
    signal: AbortSignal,
    most: number,
    send: (
      token: { NextToken?: string },
      options: { abortSignal: AbortSignal },
    ) => Promise<{ items: readonly T[]; next: string | undefined }>,
  ): Promise<T[]> {
    const found: T[] = [];
    let token: { NextToken?: string } | null = {};
    while (token !== null && found.length < most) {
      const from: { NextToken?: string } = token;
      const { items, next } = await this.#calls.make(call, signal, (abortSignal) => send(from, { abortSignal }));
      found.push(...items);
      token = next === undefined ? null : { NextToken: next };
    }
    return found.slice(0, most);
  }
}

/** A column of the catalog has its type in Hive's words: "decimal(10,2)", "array<string>". */
function tableColumn({ Name = "", Type = "string" }: MetadataColumn): Column {
  const base = /^[a-z]+/.exec(Type.toLowerCase())?.[0] ?? "";
  return {
    name: Name,
    type: Type,
    kind: resultColumn({ Name, Type: base === "binary" ? "varbinary" : base }).shown.kind,
  };
}
