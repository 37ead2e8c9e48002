import { useEffect } from "react";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";

/** Counts that a table was opened: what is opened often is found first. */
export function useOpened({ lakeId, zoneId, name }: { lakeId: string; zoneId: string | null; name: string }): void {
  useEffect(() => {
    client.catalog.opened({ lakeId, zoneId, name }).catch(showError);
  }, [lakeId, zoneId, name]);
}
