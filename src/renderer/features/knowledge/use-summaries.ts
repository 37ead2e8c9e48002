import { useQuery } from "@tanstack/react-query";
import type { KnowledgeSummary, TableSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { knowledgeKey } from "./use-knowledge.ts";

const PAGE = 500;
/** Tables whose badges are shown in lists. Of more, those of the first zones. */
const MOST = 20_000;

/** What is known of tables, for lists of them. */
export function useSummaries(): ReadonlyMap<string, KnowledgeSummary> | undefined {
  const lakeId = useLake().summary.id;
  const { data } = useQuery({
    queryKey: knowledgeKey(lakeId, "summaries"),
    queryFn: async ({ signal }) => {
      const known = new Map<string, KnowledgeSummary>();
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.knowledge.summaries>> = await client.knowledge.summaries(
          { lakeId, after, limit: PAGE },
          { signal },
        );
        for (const summary of page.summaries) known.set(summaryKey(summary.table), summary);
        after = page.next;
      } while (after !== null && known.size < MOST);
      return known;
    },
    structuralSharing: false,
  });
  return data;
}

/** What a table is found by. */
export function summaryKey({ zoneId, name }: TableSubject): string {
  return `${zoneId ?? ""}/${name}`;
}
