import { GetWorkGroupCommand, ListWorkGroupsCommand } from "@aws-sdk/client-athena";
import { GetDatabasesCommand } from "@aws-sdk/client-glue";
import type { AppError } from "../../../../../shared/domain/app-error.ts";
import type { AwsConnection } from "../aws-connection.ts";
import { type Finding, skipped, type Steps, tryStep } from "./test-step.ts";

interface Asked {
  connection: AwsConnection;
  principal: string | null;
  signal: AbortSignal;
}

/** Workgroups whose output location is looked up. */
const LOOKED_AT = 10;

/** The catalog and the query engine of AWS; a store alone has neither. */
export async function* analyticsSteps(asked: Asked): Steps {
  if (!asked.connection.hasAwsServices) {
    yield skipped("glue", `The store has no Glue. ${catalogInstead}`);
    yield skipped("athena", `The store has no Athena. ${engineInstead}`);
    return;
  }
  yield* glueStep(asked);
  yield* athenaStep(asked);
}

function glueStep({ connection, principal, signal }: Asked): Steps<AppError | null> {
  return tryStep({
    step: "glue",
    text: "Asking Glue for databases…",
    call: "glue:GetDatabases",
    resource: "the Glue Data Catalog",
    needs: { actions: ["glue:GetDatabases", "glue:GetTables", "glue:GetPartitions"], resources: ["*"] },
    principal,
    try: async () => {
      const { DatabaseList = [], NextToken } = await connection.glue().send(new GetDatabasesCommand({}), {
        abortSignal: signal,
      });
      if (DatabaseList.length === 0)
        return { state: "weaker", text: "Glue answers, but shows you no database. Lake Formation may hide them." };
      const count = `${DatabaseList.length}${NextToken === undefined ? "" : " or more"}`;
      return {
        state: "passed",
        text: `Glue shows you ${count} ${DatabaseList.length === 1 ? "database" : "databases"}.`,
      };
    },
    forgive: (error) => refusedService(error, "Glue", catalogInstead),
  });
}

function athenaStep(asked: Asked): Steps<AppError | null> {
  const { connection, principal, signal } = asked;
  return tryStep({
    step: "athena",
    text: "Asking Athena for workgroups…",
    call: "athena:ListWorkGroups",
    resource: "the workgroups of Athena",
    needs: { actions: ["athena:ListWorkGroups", "athena:GetWorkGroup"], resources: ["*"] },
    principal,
    try: async () => {
      const { WorkGroups = [] } = await connection.athena().send(new ListWorkGroupsCommand({}), {
        abortSignal: signal,
      });
      const names = WorkGroups.flatMap(({ Name, State }) => (Name !== undefined && State !== "DISABLED" ? [Name] : []));
      if (names.length === 0) return { state: "weaker", text: "Athena answers, but you have no workgroup." };
      return outputLocations(asked, names);
    },
    forgive: (error) => refusedService(error, "Athena", engineInstead),
  });
}

async function outputLocations({ connection, signal }: Asked, names: readonly string[]): Promise<Finding> {
  const found: string[] = [];
  for (const name of names.slice(0, LOOKED_AT)) {
    const request = new GetWorkGroupCommand({ WorkGroup: name });
    const { WorkGroup } = await connection.athena().send(request, { abortSignal: signal });
    const { ResultConfiguration, ManagedQueryResultsConfiguration } = WorkGroup?.Configuration ?? {};
    if (ManagedQueryResultsConfiguration?.Enabled === true) found.push(`${name} (results kept by Athena)`);
    else if (ResultConfiguration?.OutputLocation)
      found.push(`${name} (results in ${ResultConfiguration.OutputLocation})`);
  }
  const more = names.length > LOOKED_AT ? `, and ${names.length - LOOKED_AT} more` : "";
  if (found.length > 0) return { state: "passed", text: `Workgroups: ${found.join(", ")}${more}.` };
  return {
    state: "weaker",
    text: `No workgroup (${names.slice(0, LOOKED_AT).join(", ")}${more}) has an output location. Set one in Athena, or for the lake.`,
  };
}

const catalogInstead = "Lakeshore keeps the catalog in the lake instead.";
const engineInstead = "Questions are answered by DuckDB on this computer.";

function refusedService({ code }: AppError, service: string, instead: string): Finding | null {
  return code === "ACCESS_DENIED" ? { state: "weaker", text: `You may not use ${service}. ${instead}` } : null;
}
