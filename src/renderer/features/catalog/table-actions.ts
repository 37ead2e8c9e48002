import type { ComponentType } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { QueryButton } from "../query/index.ts";
import { ExportButton } from "../snapshots/index.ts";

/** What other features offer for a table: buttons in its head. `address` is that of its file or folder. */
export const tableActions: readonly { id: string; Action: ComponentType<{ address: ObjectAddress }> }[] = [
  { id: "query", Action: QueryButton },
  { id: "export", Action: ExportButton },
];
