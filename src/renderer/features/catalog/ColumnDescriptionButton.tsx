import { Text, UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPencil } from "@tabler/icons-react";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { LakeContext, useLake } from "../../app/lake-context.ts";
import { ColumnKnowledge } from "../knowledge/index.ts";
import classes from "./catalog.module.css";

interface ColumnDescriptionButtonProps {
  table: TableEntry;
  column: TableEntry["columns"][number];
  /** What people say of it, which stands before what the catalog says. */
  description: string;
  onCatalogChange: (text: string) => Promise<unknown>;
}

/** What a column means, in one line; opens to be read in whole and written. */
export function ColumnDescriptionButton({ table, column, description, onCatalogChange }: ColumnDescriptionButtonProps) {
  const lake = useLake();
  const { zoneId, name } = table;
  const open = () =>
    modals.open({
      title: column.name,
      size: "lg",
      children: (
        <LakeContext value={lake}>
          <ColumnKnowledge
            table={{ zoneId, name }}
            column={column.name}
            catalogText={column.description}
            onCatalogChange={onCatalogChange}
          />
        </LakeContext>
      ),
    });
  return (
    <UnstyledButton className={classes["editable"]} aria-label={`Edit: description of ${column.name}`} onClick={open}>
      <Text size="sm" c={description === "" ? "dimmed" : ""} truncate title={description}>
        {description === "" ? "–" : description.replaceAll(/\s+/g, " ")}
      </Text>
      <IconPencil size={13} className={classes["pencil"]} />
    </UnstyledButton>
  );
}
