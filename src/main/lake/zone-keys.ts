import { AppError } from "../../shared/domain/app-error.ts";
import type { LakeDefinition, Zone } from "../../shared/domain/lake-definition.ts";

/** The zone of that id; NOT_FOUND otherwise. */
export function zoneOf(definition: LakeDefinition, zoneId: string): Zone {
  const zone = definition.zones.find((candidate) => candidate.id === zoneId);
  if (!zone) {
    throw new AppError("NOT_FOUND", `The lake “${definition.name}” has no zone “${zoneId}”.`, {
      hint: "It may have been removed by someone else. Pick a zone from the list.",
    });
  }
  return zone;
}

/** Store key of a path inside a zone. */
export function keyOf(definition: LakeDefinition, zoneId: string, path: string): string {
  return zoneOf(definition, zoneId).location + path;
}

/** Path inside the zone of a store key that lies below its location. */
export function pathOf(zone: Zone, key: string): string {
  return key.slice(zone.location.length);
}
