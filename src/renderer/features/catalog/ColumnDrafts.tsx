import { ActionIcon, Autocomplete, TextInput, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { kindOfType } from "../../../shared/domain/columns.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { VirtualList } from "../../ui/VirtualList.tsx";
import classes from "./catalog.module.css";

type DraftColumn = TableEntry["columns"][number];

interface ColumnDraftsProps {
  columns: readonly DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
  canRemove?: boolean;
  /** Columns of which only the description can be changed. */
  fixed?: readonly string[];
}

/** What most columns are; any other type can be typed. */
const commonTypes = ["BOOLEAN", "BIGINT", "DOUBLE", "DECIMAL(18,3)", "VARCHAR", "DATE", "TIME", "TIMESTAMP"];

const ROW = 36;
const MOST_ROWS = 7;

/** Columns before they are written: name, type and description in fields. */
export function ColumnDrafts({ columns, onChange, canRemove = false, fixed }: ColumnDraftsProps) {
  const change = (index: number, part: Partial<DraftColumn>) =>
    onChange(columns.map((column, place) => (place === index ? { ...column, ...part } : column)));
  return (
    <div>
      <div className={classes["draftHead"]} aria-hidden>
        <span>Column</span>
        <span>Type</span>
        <span>Description</span>
      </div>
      <div style={{ height: Math.min(columns.length, MOST_ROWS) * ROW }}>
        <VirtualList
          label="Columns"
          count={columns.length}
          rowHeight={ROW}
          keyOf={String}
          renderRow={(index) => {
            const column = columns[index];
            if (!column) return null;
            const which = `column ${index + 1}`;
            const isFixed = fixed?.includes(column.name) ?? false;
            return (
              <div className={classes["draft"]}>
                <TextInput
                  aria-label={`Name of ${which}`}
                  value={column.name}
                  disabled={isFixed}
                  onChange={(event) => change(index, { name: event.currentTarget.value })}
                />
                <Autocomplete
                  size="xs"
                  aria-label={`Type of ${which}`}
                  data={commonTypes}
                  value={column.type}
                  disabled={isFixed}
                  onChange={(type) => change(index, { type, kind: kindOfType(type) })}
                />
                <TextInput
                  aria-label={`Description of ${which}`}
                  placeholder="What it means"
                  maxLength={4000}
                  value={column.description}
                  onChange={(event) => change(index, { description: event.currentTarget.value })}
                  rightSection={
                    canRemove && !isFixed ? (
                      <Tooltip label="Take out">
                        <ActionIcon
                          size="sm"
                          aria-label={`Take out ${which}`}
                          onClick={() => onChange(columns.filter((_, place) => place !== index))}
                        >
                          <IconX size={13} />
                        </ActionIcon>
                      </Tooltip>
                    ) : null
                  }
                />
              </div>
            );
          }}
        />
      </div>
    </div>
  );
}
