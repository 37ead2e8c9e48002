import { TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";

/** Fewer columns are seen at a glance. */
const WORTH_FILTERING = 20;

/** A column and its place in the table from 1 up, which tells columns of one name apart. */
type Numbered<C> = C & { number: number };

/**
 * The columns of a table whose name or description has a typed text in it, and the field to type it into (nothing where
 * there are few columns).
 */
export function useColumnFilter<C extends { name: string; description?: string }>(
  columns: readonly C[],
): { columns: readonly Numbered<C>[]; field: ReactNode } {
  const [filter, setFilter] = useState("");
  const found = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const numbered = columns.map((column, index) => ({ ...column, number: index + 1 }));
    if (wanted === "") return numbered;
    return numbered.filter(({ name, description = "" }) => `${name} ${description}`.toLowerCase().includes(wanted));
  }, [columns, filter]);
  const field = columns.length > WORTH_FILTERING && (
    <TextInput
      m="xs"
      w={280}
      aria-label="Filter columns"
      placeholder="Filter columns"
      leftSection={<IconFilter size={14} />}
      value={filter}
      onChange={(event) => setFilter(event.currentTarget.value)}
    />
  );
  return { columns: found, field };
}
