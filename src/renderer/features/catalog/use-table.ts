import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { TableEntry } from "../../../shared/domain/table-entry.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { type TablePatch, canRebase, hasSameColumns, patched, textBehind } from "./table-patch.ts";

export interface TableName {
  lakeId: string;
  zoneId: string | null;
  name: string;
}

/** So much of another person's text is shown beside one's own. */
const SHOWN = 400;

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
 * theirs, unless they changed the same text: then CONFLICT with theirs, and writing again is a decision.
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
        // What people know of a table is told to Glue as they say it, so it may be there already.
        if (textBehind(theirs, patch) === patch.text) return theirs;
        if (canRebase(base, theirs, patch)) return write(theirs, patch);
        queries.setQueryData(keyOf(place), theirs);
        throw changedByOthers(textBehind(theirs, patch), error);
      }
    },
    onSuccess: (table) => queries.setQueryData(keyOf(place), table),
  });
}

/**
 * Writes other columns of a table that is shown as `base`. CONFLICT when others changed its columns since then; what
 * else they changed stays (what people know of a table is told to Glue behind the table's page).
 */
export function useColumnsChange(place: TableName) {
  const queries = useQueryClient();
  const { lakeId } = place;
  return async (base: TableEntry, columns: TableEntry["columns"]): Promise<void> => {
    const write = (table: TableEntry) =>
      client.catalog.update({ lakeId, table: { ...table, columns }, revision: table.revision });
    const written = await write(base).catch(async (error: unknown) => {
      if (appErrorOf(error).code !== "CONFLICT") throw error;
      const theirs = await client.catalog.get(place);
      if (!hasSameColumns(base, theirs)) throw error;
      return write(theirs);
    });
    queries.setQueryData(keyOf(place), written);
  };
}

function changedByOthers(theirs: string | null, cause: unknown): AppError {
  const hint =
    theirs === null
      ? "The column is not there any more. Copy your text, then cancel."
      : `Theirs is: “${theirs.slice(0, SHOWN)}${theirs.length > SHOWN ? " …" : ""}”. Save yours to replace it, or cancel to keep it.`;
  return new AppError("CONFLICT", "Someone changed this text while you did.", { hint, cause });
}
