import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { TablePreview } from "../../../shared/contract/preview.ts";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { openExport } from "./open-export.tsx";

interface ExportButtonProps {
  address: ObjectAddress;
  /** What is known of it, where it has been looked at. */
  preview?: TablePreview;
}

/** Beside a dataset that is looked at: takes it away as CSV or Excel. */
export function ExportButton({ address, preview }: ExportButtonProps) {
  const { lakeId, path } = address;
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={14} />}
      onClick={() =>
        openExport({ kind: "dataset", lakeId, name: baseName(path), address, rows: preview?.totalRows ?? null })
      }
    >
      Export
    </Button>
  );
}
