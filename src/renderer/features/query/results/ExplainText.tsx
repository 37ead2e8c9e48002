import { useQuery } from "@tanstack/react-query";
import type { Execution } from "../../../../shared/contract/query.ts";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import classes from "./Results.module.css";

/** As many as one call gives; Athena makes a row of each line. */
const MOST_ROWS = 1_000;

/** A plan as the engine draws it. */
export function ExplainText({ execution, resultSetId }: { execution: Execution; resultSetId: string }) {
  const rows = useQuery({
    queryKey: ["explained", resultSetId],
    queryFn: ({ signal }) =>
      client.query.rows(
        { resultSetId, viewId: null, start: 0, end: Math.min(MOST_ROWS, execution.rows ?? 0) },
        { signal },
      ),
    staleTime: Infinity,
  });
  if (rows.isError) return <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <pre className={classes["explain"]} tabIndex={0} aria-label="Plan">
      {rows.data?.rows.map((row) => row.at(-1) ?? "").join("\n")}
    </pre>
  );
}
