import { ActionIcon, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { formatCount } from "../../lib/format.ts";
import classes from "./DataGrid.module.css";

/** A grid of more columns takes seconds to draw, though nobody sees more than a few dozen. */
export const COLUMNS_AT_ONCE = 500;

interface ColumnPagerProps {
  count: number;
  /** Place of the first column that is shown. */
  first: number;
  onFirst: (first: number) => void;
}

/** Goes through the columns of a very wide table, some hundreds at a time. */
export function ColumnPager({ count, first, onFirst }: ColumnPagerProps) {
  const last = Math.min(count, first + COLUMNS_AT_ONCE);
  return (
    <Group className={classes["pager"] ?? ""} gap={6} wrap="nowrap">
      <ActionIcon
        size="sm"
        aria-label="Columns before"
        disabled={first === 0}
        onClick={() => onFirst(Math.max(0, first - COLUMNS_AT_ONCE))}
      >
        <IconChevronLeft size={14} />
      </ActionIcon>
      <Text size="xs" className="figures">
        Columns {formatCount(first + 1)} to {formatCount(last)} of {formatCount(count)}
      </Text>
      <ActionIcon size="sm" aria-label="Columns behind" disabled={last === count} onClick={() => onFirst(last)}>
        <IconChevronRight size={14} />
      </ActionIcon>
    </Group>
  );
}
