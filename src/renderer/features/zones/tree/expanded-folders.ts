import { create } from "zustand";
import { type ObjectAddress, parentPath } from "../../../../shared/domain/object-address.ts";

interface ExpandedFolders {
  keys: ReadonlySet<string>;
  expand: (addresses: readonly ObjectAddress[]) => void;
  collapse: (address: ObjectAddress) => void;
}

/** Which folders of the tree are open, for as long as the page lives. */
export const useExpandedFolders = create<ExpandedFolders>((set) => ({
  keys: new Set(),
  expand: (addresses) =>
    set(({ keys }) =>
      addresses.every((address) => keys.has(keyOf(address)))
        ? {}
        : { keys: new Set([...keys, ...addresses.map(keyOf)]) },
    ),
  collapse: (address) => set(({ keys }) => ({ keys: new Set([...keys].filter((key) => key !== keyOf(address))) })),
}));

export function keyOf({ lakeId, zoneId, path }: ObjectAddress): string {
  return `${lakeId}/${zoneId}/${path}`;
}

/** The folders that a folder lies in, its zone first. None for a zone itself. */
export function foldersAbove(address: ObjectAddress): ObjectAddress[] {
  if (address.path === "") return [];
  const above = { ...address, path: parentPath(address.path) };
  return [...foldersAbove(above), above];
}
