import { CloseButton, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RowFilter } from "../../../../shared/contract/query.ts";
import type { Column } from "../../../../shared/domain/columns.ts";
import { needsValue, operatorsFor } from "./filter-operators.ts";
import classes from "./Results.module.css";

interface FilterFieldsProps {
  columns: readonly Column[];
  filter: RowFilter;
  /** One that does not hold yet: it does when its value is entered. */
  isDraft?: boolean;
  onApply: (filter: RowFilter) => void;
  onRemove: () => void;
}

/** Column, operator and value of one filter. The value counts when Enter is pressed or the field is left. */
export function FilterFields({ columns, filter, isDraft = false, onApply, onRemove }: FilterFieldsProps) {
  const [edited, setEdited] = useState(filter);
  const column = columns.find(({ name }) => name === edited.column);
  const operators = operatorsFor(column?.kind ?? "other");
  const names = [...new Set(columns.map(({ name }) => name))];

  const change = (next: RowFilter) => {
    setEdited(next);
    if (!needsValue(next.op)) onApply({ ...next, value: "" });
    else if (!isDraft && next.value !== "") onApply(next);
  };
  const apply = () => {
    if (!isDraft && edited.value === filter.value) return;
    onApply(edited);
  };

  return (
    <div className={classes["filter"]} role="group" aria-label={isDraft ? "New filter" : `Filter on ${filter.column}`}>
      <Select
        aria-label="Column"
        w={150}
        data={names}
        limit={200}
        searchable
        allowDeselect={false}
        value={edited.column}
        onChange={(name) => {
          const offered = operatorsFor(columns.find((candidate) => candidate.name === name)?.kind ?? "other");
          const op = offered.some(({ value }) => value === edited.op) ? edited.op : (offered[0]?.value ?? "equals");
          if (name !== null) change({ ...edited, column: name, op });
        }}
      />
      <Select
        aria-label="Operator"
        w={112}
        data={operators}
        allowDeselect={false}
        value={edited.op}
        onChange={(value) => {
          const operator = operators.find((candidate) => candidate.value === value);
          if (operator) change({ ...edited, op: operator.value });
        }}
      />
      {needsValue(edited.op) && (
        <TextInput
          aria-label="Value"
          w={140}
          placeholder="Value, then Enter"
          value={edited.value}
          autoFocus={isDraft}
          onChange={(event) => setEdited({ ...edited, value: event.currentTarget.value })}
          // A form does not take Enter when it has several fields and no button.
          onKeyDown={(event) => event.key === "Enter" && apply()}
          onBlur={() => {
            if (edited.value !== "" && !isDraft) apply();
          }}
        />
      )}
      <CloseButton size="sm" aria-label="Remove the filter" onClick={onRemove} />
    </div>
  );
}
