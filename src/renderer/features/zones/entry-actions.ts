import type { ComponentType } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { DetailsMenuItem } from "../objects/index.ts";
import { QueryMenuItem } from "../query/index.ts";
import { ExportMenuItem } from "../snapshots/index.ts";
import { RegisterItem } from "../catalog/index.ts";

export interface EntryActionProps {
  /** The one object or folder that is selected. */
  address: ObjectAddress;
}

/** What other features offer for one object or folder: entries of its menu. */
export const entryActions: readonly { id: string; Item: ComponentType<EntryActionProps> }[] = [
  { id: "query", Item: QueryMenuItem },
  { id: "export", Item: ExportMenuItem },
  { id: "register", Item: RegisterItem },
  { id: "details", Item: DetailsMenuItem },
];
