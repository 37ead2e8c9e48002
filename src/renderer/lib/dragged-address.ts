import { ObjectAddress } from "../../shared/domain/object-address.ts";

/** Type of what a drag out of the browser carries: an `ObjectAddress` as JSON. */
const ADDRESS_TYPE = "application/x-lakeshore-address";

export function setDraggedAddress(transfer: DataTransfer, address: ObjectAddress): void {
  transfer.effectAllowed = "copyMove";
  transfer.setData(ADDRESS_TYPE, JSON.stringify(address));
}

/** True while something of the lake is dragged; its address can be read at the drop only. */
export function carriesAddress(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(ADDRESS_TYPE) ?? false;
}

/** The object or folder that was dropped; undefined when the drop is of something else. */
export function droppedAddress(transfer: DataTransfer | null): ObjectAddress | undefined {
  const text = transfer?.getData(ADDRESS_TYPE) ?? "";
  if (text === "") return undefined;
  try {
    return ObjectAddress.parse(JSON.parse(text));
  } catch {
    // Another page wrote it: not an address of ours.
    return undefined;
  }
}
