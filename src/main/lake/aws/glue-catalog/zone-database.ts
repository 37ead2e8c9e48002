import type { DatabaseInput } from "@aws-sdk/client-glue";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { GlueService } from "./glue-service.ts";
import { ZONE_PARAMETER } from "./sync/sync-catalog.ts";

interface Zone {
  lakeId: string;
  lakeName: string;
  id: string;
  address: string;
}

const MOST_NAMES = 20;

/**
 * The Glue database in which tables of a zone are registered: the one that says so in its parameters, whoever made it, or
 * a new one. Names that are taken by something else get a number.
 */
export async function openZoneDatabase(service: GlueService, zone: Zone, signal: AbortSignal): Promise<string> {
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const existing = await databaseOfZone(service, zone, signal);
    if (existing !== null) return existing;
    const input = databaseInput(zone, number);
    try {
      await service.createDatabase(input, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "ALREADY_EXISTS")) throw error;
    }
  }
  const found = await databaseOfZone(service, zone, signal);
  if (found !== null) return found;
  throw new AppError("CONFLICT", `Glue has other databases of every name for the zone “${zone.id}”.`, {
    hint: `Make a database with the parameter ${ZONE_PARAMETER} = ${zone.lakeId}/${zone.id}.`,
  });
}

/** The database that says to be the zone's; null when there is none yet. */
export async function databaseOfZone(
  service: GlueService,
  { lakeId, id }: Pick<Zone, "lakeId" | "id">,
  signal: AbortSignal,
): Promise<string | null> {
  const names: string[] = [];
  for await (const page of service.databases(signal)) {
    const found = page.filter(({ Parameters }) => Parameters?.[ZONE_PARAMETER] === `${lakeId}/${id}`);
    names.push(...found.flatMap(({ Name }) => Name ?? []));
  }
  // The first by name, as in the index, so that all apps agree.
  return names.toSorted()[0] ?? null;
}

function databaseInput({ lakeId, lakeName, id, address }: Zone, number: number): DatabaseInput {
  const lake = lakeName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const name = lake === "" ? id : `${lake.slice(0, 100)}_${id}`;
  return {
    Name: number === 1 ? name : `${name}_${number}`,
    Description: `Tables of the zone “${id}” of the lake “${lakeName}”`,
    LocationUri: address,
    Parameters: { [ZONE_PARAMETER]: `${lakeId}/${id}` },
  };
}
