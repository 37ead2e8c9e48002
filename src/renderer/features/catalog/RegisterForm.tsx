import { Anchor, Button, Group, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { TableEntry } from "../../../shared/domain/table-entry.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { formatNames } from "../../lib/format-names.ts";
import { catalogPath } from "../../lib/paths.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { ColumnDrafts } from "./ColumnDrafts.tsx";

interface RegisterFormProps {
  lakeId: string;
  proposal: TableEntry;
  onDone: () => void;
}

/** A table before it is registered: name, description and columns can be changed. */
export function RegisterForm({ lakeId, proposal, onDone }: RegisterFormProps) {
  const [table, setTable] = useState(proposal);
  const change = (part: Partial<TableEntry>) => setTable((before) => ({ ...before, ...part }));
  const show = (name: string) => {
    onDone();
    navigate(catalogPath(lakeId, { zoneId: table.zoneId, name }));
  };
  const register = useMutation({
    mutationFn: () => client.catalog.register({ lakeId, table }),
    onSuccess: ({ name }) => show(name),
  });
  const { success: isValid, error: invalid } = TableEntry.safeParse(table);
  const problem = invalid?.issues.find(({ path }) => path[0] === "name")?.message;
  const isTaken = register.isError && appErrorOf(register.error).code === "ALREADY_EXISTS";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        register.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          description={`In SQL: ${table.zoneId}.${table.name}`}
          value={table.name}
          error={isTaken ? <NameTaken onShow={() => show(table.name)} /> : problem}
          onChange={(event) => {
            register.reset();
            change({ name: event.currentTarget.value });
          }}
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
        {register.isError && !isTaken && <ErrorNotice error={register.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isValid} loading={register.isPending}>
            Register
          </Button>
        </Group>
      </Stack>
    </form>
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
