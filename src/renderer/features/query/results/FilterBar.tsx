import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { RowFilter } from "../../../../shared/contract/query.ts";
import type { Column } from "../../../../shared/domain/columns.ts";
import { useArrangementStore } from "./arrangement-store.ts";
import { FilterFields } from "./FilterFields.tsx";
import { operatorsFor } from "./filter-operators.ts";
import classes from "./Results.module.css";

interface FilterBarProps {
  resultSetId: string;
  columns: readonly Column[];
  filters: readonly RowFilter[];
}

const MOST_FILTERS = 32;

/** The filters of a result; a row has to pass all of them. */
export function FilterBar({ resultSetId, columns, filters }: FilterBarProps) {
  const arrange = useArrangementStore((store) => store.set);
  const [draft, setDraft] = useState<RowFilter | null>(filters.length === 0 ? emptyFilter(columns) : null);
  const set = (next: RowFilter[]) => arrange(resultSetId, { filters: next });
  return (
    <div className={classes["filters"]} role="group" aria-label="Filters">
      {filters.map((filter, place) => (
        <FilterFields
          key={JSON.stringify(filter)}
          columns={columns}
          filter={filter}
          onApply={(changed) => set(filters.map((other, index) => (index === place ? changed : other)))}
          onRemove={() => set(filters.filter((_, index) => index !== place))}
        />
      ))}
      {draft && (
        <FilterFields
          columns={columns}
          filter={draft}
          isDraft
          onApply={(filter) => {
            setDraft(null);
            set([...filters, filter]);
          }}
          onRemove={() => setDraft(null)}
        />
      )}
      {!draft && filters.length < MOST_FILTERS && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={12} />}
          onClick={() => setDraft(emptyFilter(columns))}
        >
          Add a filter
        </Button>
      )}
    </div>
  );
}

function emptyFilter([first]: readonly Column[]): RowFilter | null {
  if (!first) return null;
  const [operator] = operatorsFor(first.kind);
  return { column: first.name, op: operator?.value ?? "equals", value: "" };
}
