import { Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { openExport } from "./open-export.tsx";

/** Entry of an object's menu: takes the dataset away as CSV or Excel. */
export function ExportMenuItem({ address }: { address: ObjectAddress }) {
  const { lakeId, path } = address;
  return (
    <Menu.Item
      leftSection={<IconDownload size={14} />}
      onClick={() => openExport({ kind: "dataset", lakeId, name: baseName(path), address, rows: null })}
    >
      Export …
    </Menu.Item>
  );
}
