import { Menu } from "@mantine/core";
import { IconTerminal2 } from "@tabler/icons-react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { useQueryDataset } from "./use-query-dataset.ts";

/** Entry of an object's menu: asks for its first rows in SQL. */
export function QueryMenuItem({ address }: { address: ObjectAddress }) {
  const query = useQueryDataset();
  return (
    <Menu.Item leftSection={<IconTerminal2 size={14} />} onClick={() => query(address)}>
      Query
    </Menu.Item>
  );
}
