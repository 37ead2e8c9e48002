import { Menu } from "@mantine/core";
import type { Cell, Column } from "../../../shared/domain/columns.ts";
import type { CopyForm } from "./clipboard-text.ts";

/** Something that can be done with one cell, offered where the pointer is. */
export interface CellAction {
  label: (column: Column, value: Cell) => string;
  run: (column: Column, value: Cell) => void;
}

export interface CellMenuPlace {
  x: number;
  y: number;
  column: Column;
  value: Cell;
}

interface CellMenuProps {
  at: CellMenuPlace;
  canCopy: boolean;
  onCopy: (form: CopyForm) => void;
  actions: readonly CellAction[];
  onShow: () => void;
  onClose: () => void;
}

const copyForms: { form: CopyForm; label: string }[] = [
  { form: "tsv", label: "Copy" },
  { form: "tsv-with-header", label: "Copy with header" },
  { form: "csv", label: "Copy as CSV" },
  { form: "markdown", label: "Copy as Markdown" },
  { form: "json", label: "Copy as JSON" },
  { form: "sql-list", label: "Copy as SQL list" },
];

/** What can be done with the selected cells and with the one under the pointer. */
export function CellMenu({ at, canCopy, onCopy, actions, onShow, onClose }: CellMenuProps) {
  return (
    <Menu opened onClose={onClose} position="bottom-start">
      <Menu.Target>
        <div style={{ position: "fixed", left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {copyForms.map(({ form, label }) => (
          <Menu.Item key={form} disabled={!canCopy} onClick={() => onCopy(form)}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onShow}>Show the whole value</Menu.Item>
        {actions.map(({ label, run }) => {
          const text = label(at.column, at.value);
          return (
            <Menu.Item key={text} onClick={() => run(at.column, at.value)}>
              {text}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
