import { Center, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { QueryPlace } from "../../lib/paths.ts";
import { useLake } from "../../app/lake-context.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { QueryWorkbench } from "./QueryWorkbench.tsx";
import { ensureTabs } from "./tabs/tab-saving.ts";

/** Where questions are asked in SQL. `place` is what the address names: a tab, a saved query, or a run of the history. */
export function QueryPage({ place }: { place: QueryPlace | undefined }) {
  const { summary } = useLake();
  const tabs = useQuery({
    queryKey: ["query-tabs", summary.id],
    queryFn: async () => {
      await ensureTabs(summary.id);
      return true;
    },
    gcTime: 0,
  });
  if (tabs.isError) return <ErrorNotice error={tabs.error} onRetry={() => void tabs.refetch()} />;
  if (!tabs.data) return <Center h="100%">{<Loader aria-label="Opening the queries" />}</Center>;
  return <QueryWorkbench place={place} />;
}
