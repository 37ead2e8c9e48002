import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import type { Recorded } from "../../../shared/contract/knowledge.ts";
import type { TableSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { useStream } from "../../lib/use-stream.ts";
import { showError } from "../../ui/show-error.ts";

/** Everything that is known of a lake is asked for below this key, and is asked again when any of it changes. */
export function knowledgeKey(lakeId: string, ...what: readonly unknown[]): readonly unknown[] {
  return ["knowledge", lakeId, ...what];
}

/** Follows what people add to a lake, so that what is shown of it is asked for again. Once a page. */
export function useFollowKnowledge() {
  const lakeId = useLake().summary.id;
  const queries = useQueryClient();
  const open = useCallback(
    (options: { signal: AbortSignal }) => client.knowledge.follow({ lakeId }, options),
    [lakeId],
  );
  const { value } = useStream(open);
  const revision = value?.revision;
  useEffect(() => {
    if (revision !== undefined) void queries.invalidateQueries({ queryKey: knowledgeKey(lakeId) });
  }, [revision, lakeId, queries]);
  return value;
}

/** All that people have added to a table. */
export function useTableKnowledge(table: TableSubject) {
  const lakeId = useLake().summary.id;
  return useQuery({
    queryKey: knowledgeKey(lakeId, "table", table),
    queryFn: ({ signal }) => client.knowledge.get({ lakeId, table }, { signal }),
    staleTime: 0,
  });
}

type Act<T> = (lakeId: string) => Promise<T>;

/** Adds to what is known; says what could not be done beside it. `mutateAsync` fails for a form that stays open. */
export function useKnowledgeAct<T extends Pick<Recorded, "warning"> = Recorded>({ isSilent = false } = {}) {
  const lakeId = useLake().summary.id;
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: Act<T>) => act(lakeId),
    onSuccess: ({ warning }) => {
      if (warning !== null) notifications.show({ color: "yellow", message: warning, autoClose: 12_000 });
      return queries.invalidateQueries({ queryKey: knowledgeKey(lakeId) });
    },
    ...(isSilent ? {} : { onError: showError }),
  });
}
