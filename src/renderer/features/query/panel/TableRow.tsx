import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPlayerPlay, IconPlus, IconTable } from "@tabler/icons-react";
import { useState } from "react";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { insertText, useActiveEditor } from "../editor/active-editor.ts";
import { quoteIdentifier } from "../editor/quote-identifier.ts";
import { useColumns } from "../editor/use-vocabulary.ts";
import type { NamedTable } from "../editor/vocabulary.ts";
import { useOpenTab } from "../tabs/open-tab.ts";
import classes from "./SidePanel.module.css";
import { firstLook, sqlName } from "./table-tree.ts";

const MOST_COLUMNS = 300;

/** A table that can be opened to see its columns, put into the text, or looked into. */
export function TableRow({ table }: { table: NamedTable }) {
  const [isOpen, setOpen] = useState(false);
  const openTab = useOpenTab();
  const insert = useInsert();
  const name = sqlName(table);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div role="treeitem" aria-expanded={isOpen} aria-label={`${table.schema}.${table.name}`}>
      <div
        className={classes["row"]}
        draggable
        onDragStart={(event) => event.dataTransfer.setData("text/plain", name)}
        onDoubleClick={() => insert(name)}
      >
        <ActionIcon
          size="xs"
          aria-label={isOpen ? `Hide the columns of ${name}` : `Columns of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron size={13} />
        </ActionIcon>
        <IconTable size={14} stroke={1.6} color="var(--lakeshore-quiet)" />
        <span className={classes["name"]} title={`${name}\nDouble click or drag to insert`}>
          {table.name}
        </span>
        <span className={classes["actions"]}>
          <Tooltip label="Insert the name">
            <ActionIcon size="sm" aria-label={`Insert ${name}`} onClick={() => insert(name)}>
              <IconPlus size={13} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Show the first 1,000 rows in a new tab">
            <ActionIcon
              size="sm"
              aria-label={`Query ${name}`}
              onClick={() => openTab({ title: table.name, sql: firstLook(name), run: true })}
            >
              <IconPlayerPlay size={13} />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      {isOpen && <ColumnList table={table} />}
    </div>
  );
}

function ColumnList({ table }: { table: NamedTable }) {
  const insert = useInsert();
  const { data: columns, error } = useColumns(table);
  if (error) return <div className={classes["problem"]}>{appErrorOf(error).message}</div>;
  if (!columns) return <div className={classes["problem"]}>Reading the columns …</div>;
  return (
    <div role="group">
      {columns.slice(0, MOST_COLUMNS).map(({ name, type }) => (
        <UnstyledButton
          key={name}
          className={classes["column"]}
          title={`${name}: ${type}\nDouble click or drag to insert`}
          draggable
          onDragStart={(event) => event.dataTransfer.setData("text/plain", quoteIdentifier(name))}
          onDoubleClick={() => insert(quoteIdentifier(name))}
        >
          <span>{name}</span>
          <span className={classes["type"]}>{type}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}

function useInsert(): (text: string) => void {
  const view = useActiveEditor((store) => store.view);
  return (text) => {
    if (view) insertText(view, text);
  };
}
