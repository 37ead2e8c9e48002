import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { LakeState } from "../../../shared/contract/lakes.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";

const keyOf = (lakeId: string) => ["lake", lakeId];

/** A folder as people read it: "Raw › 2024 › May". */
export function folderLabel(queries: QueryClient, address: ObjectAddress): string {
  return labelOf(address, queries.getQueryData<LakeState>(keyOf(address.lakeId)));
}

/** The same, again when the lake has been opened. */
export function useFolderLabel(address: ObjectAddress): string {
  const { data } = useQuery<LakeState>({ queryKey: keyOf(address.lakeId), enabled: false });
  return labelOf(address, data);
}

function labelOf({ zoneId, path }: ObjectAddress, lake: LakeState | undefined): string {
  const zone = lake?.definition.zones.find(({ id }) => id === zoneId)?.title ?? zoneId;
  return [zone, ...path.split("/").filter(Boolean)].join(" › ");
}
