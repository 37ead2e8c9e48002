import type { ComponentType } from "react";
import type { TablePreview } from "../../../shared/contract/preview.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { QueryButton } from "../query/index.ts";
import { ExportButton } from "../snapshots/index.ts";
import { RegisterButton } from "../catalog/index.ts";

export interface PreviewActionProps {
  address: ObjectAddress;
  preview: TablePreview;
}

/** What other features offer for a dataset that is looked at. */
export const previewActions: readonly { id: string; Action: ComponentType<PreviewActionProps> }[] = [
  { id: "query", Action: QueryButton },
  { id: "export", Action: ExportButton },
  { id: "register", Action: RegisterButton },
];
