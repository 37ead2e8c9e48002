import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { LakeState } from "../../../shared/contract/lakes.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";

/** A folder as people read it: "Raw › 2024 › May". */
export function folderLabel(queries: QueryClient, { lakeId, zoneId, path }: ObjectAddress): string {
  const lake = queries.getQueryData<LakeState>(["lake", lakeId]);
  const zone = lake?.definition.zones.find(({ id }) => id === zoneId)?.title ?? zoneId;
  return [zone, ...path.split("/").filter(Boolean)].join(" › ");
}

export function useFolderLabel(address: ObjectAddress): string {
  return folderLabel(useQueryClient(), address);
}
