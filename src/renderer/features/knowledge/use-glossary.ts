import { useQuery } from "@tanstack/react-query";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { knowledgeKey } from "./use-knowledge.ts";

const PAGE = 500;
/** Terms that are shown; a glossary that people can read is shorter. */
const MOST = 5_000;

/** The terms of the lake by name, each by the newest that was said of it. */
export function useGlossary() {
  const lakeId = useLake().summary.id;
  return useQuery({
    queryKey: knowledgeKey(lakeId, "glossary"),
    queryFn: async ({ signal }) => {
      const terms: { termId: string; name: string; definition: string; links: number; isContested: boolean }[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.knowledge.glossary>> = await client.knowledge.glossary(
          { lakeId, after, limit: PAGE },
          { signal },
        );
        for (const { termId, versions, links } of page.terms) {
          const entry = versions.values.find(({ value }) => value !== null)?.value;
          if (entry) terms.push({ termId, ...entry, links, isContested: versions.values.length > 1 });
        }
        after = page.next;
      } while (after !== null && terms.length < MOST);
      return terms;
    },
    staleTime: 0,
  });
}
