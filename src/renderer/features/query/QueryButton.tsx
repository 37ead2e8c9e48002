import { Button } from "@mantine/core";
import { IconTerminal2 } from "@tabler/icons-react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { useQueryDataset } from "./use-query-dataset.ts";

/** Beside a dataset that is looked at: asks for its first rows in SQL. */
export function QueryButton({ address }: { address: ObjectAddress }) {
  const query = useQueryDataset();
  return (
    <Button variant="default" leftSection={<IconTerminal2 size={14} />} onClick={() => query(address)}>
      Query
    </Button>
  );
}
