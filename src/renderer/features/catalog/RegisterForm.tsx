import { Anchor, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { TableEntry } from "../../../shared/domain/table-entry.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { formatNames } from "../../lib/format-names.ts";
import { catalogPath } from "../../lib/paths.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { ColumnDrafts } from "./ColumnDrafts.tsx";

interface RegisterFormProps {
  lakeId: string;
  proposal: TableEntry;
  onDone: () => void;
}

/** A table before it is registered: name, description and columns can be changed. */
export function RegisterForm({ lakeId, proposal, onDone }: RegisterFormProps) {
  const [table, setTable] = useState(proposal);
  const [taken, setTaken] = useState<string | null>(null);
  const change = (part: Partial<TableEntry>) => setTable((before) => ({ ...before, ...part }));
  const show = (name: string) => {
    onDone();
    navigate(catalogPath(lakeId, { zoneId: table.zoneId, name }));
  };
  const register = async () => {
    try {
      show((await client.catalog.register({ lakeId, table })).name);
    } catch (error) {
      if (appErrorOf(error).code !== "ALREADY_EXISTS") throw error;
      setTaken(table.name);
    }
  };
  const { success: isValid, error: invalid } = TableEntry.safeParse(table);
  const problem = invalid?.issues.find(({ path }) => path[0] === "name")?.message;
  return (
    <DialogForm submit="Register" canSubmit={isValid} onSubmit={register} onCancel={onDone}>
      <TextInput
        label="Name"
        description={`In SQL: ${table.zoneId}.${table.name}`}
        value={table.name}
        error={taken === table.name ? <NameTaken onShow={() => show(table.name)} /> : problem}
        onChange={(event) => change({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Textarea
        label="Description"
        placeholder="What it is about, where it comes from, and what to mind"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={20_000}
        value={table.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <Text size="xs" c="dimmed">
        {formatNames[table.format]} in {table.zoneId}/{table.location}
        {table.partitionKeys.length > 0 && `, partitioned by ${table.partitionKeys.join(", ")}`}
        {`, ${plural(table.columns.length, "column")}`}
      </Text>
      <ColumnDrafts columns={table.columns} onChange={(columns) => change({ columns })} />
    </DialogForm>
  );
}

function NameTaken({ onShow }: { onShow: () => void }) {
  return (
    <>
      This name is taken in the zone. Choose another, or{" "}
      <Anchor component="button" type="button" size="xs" onClick={onShow}>
        look at that table
      </Anchor>
      .
    </>
  );
}
