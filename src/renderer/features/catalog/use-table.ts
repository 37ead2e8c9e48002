import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { type TablePatch, canRebase, patched } from "./table-patch.ts";

export interface TableName {
  lakeId: string;
  zoneId: string;
  name: string;
}

const keyOf = ({ lakeId, zoneId, name }: TableName) => ["catalog-table", lakeId, zoneId, name];

/** A table of the catalog as it is now. */
export function useTable(place: TableName) {
  return useQuery({
    queryKey: keyOf(place),
    queryFn: ({ signal }) => client.catalog.get(place, { signal }),
    staleTime: 0,
  });
}

/**
 * Writes a changed text of a table that is shown. When others changed the table meanwhile it is written on top of
 * theirs, unless they changed the same text: then CONFLICT, the page shows theirs, and writing again is a decision.
 */
export function useTableChange(place: TableName) {
  const queries = useQueryClient();
  const { lakeId } = place;
  const write = (table: TableEntry, patch: TablePatch) =>
    client.catalog.update({ lakeId, table: patched(table, patch), revision: table.revision });
  return useMutation({
    mutationFn: async (patch: TablePatch) => {
      const base = queries.getQueryData<TableEntry>(keyOf(place)) ?? (await client.catalog.get(place));
      try {
        return await write(base, patch);
      } catch (error) {
        if (appErrorOf(error).code !== "CONFLICT") throw error;
        const theirs = await client.catalog.get(place);
        if (canRebase(base, theirs, patch)) return write(theirs, patch);
        queries.setQueryData(keyOf(place), theirs);
        throw changedByOthers(error);
      }
    },
    onSuccess: (table) => queries.setQueryData(keyOf(place), table),
  });
}

function changedByOthers(cause: unknown): AppError {
  return new AppError("CONFLICT", "Someone changed this text while you did.", {
    hint: "The page shows theirs now, and yours is still in the field: save it to replace theirs, or cancel.",
    cause,
  });
}
