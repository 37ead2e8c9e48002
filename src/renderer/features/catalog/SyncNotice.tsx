import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { CatalogSync } from "../../../shared/domain/managed-catalog.ts";
import { client } from "../../lib/client.ts";
import { Note } from "../../ui/Note.tsx";
import { showError } from "../../ui/show-error.ts";
import { syncWords } from "./sync-words.ts";
import { useManaged } from "./use-managed.ts";

/** Says how the local copy of a catalog stands when that is not as it should be, and offers to sync. */
export function SyncNotice({ lakeId }: { lakeId: string }) {
  const { data } = useManaged(lakeId);
  return data?.available ? <Notice lakeId={lakeId} sync={data.sync} /> : null;
}

function Notice({ lakeId, sync }: { lakeId: string; sync: CatalogSync }) {
  const again = useMutation({ mutationFn: () => client.catalog.sync({ lakeId }), onError: showError });
  const { level, words } = syncWords(sync);
  return (
    <div role="status">
      <Note level={level}>
        {words}{" "}
        {!sync.isSyncing && (
          <Button variant="subtle" size="compact-xs" loading={again.isPending} onClick={() => again.mutate()}>
            Sync now
          </Button>
        )}
      </Note>
    </div>
  );
}
