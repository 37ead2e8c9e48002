import { useCallback } from "react";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { useStream } from "../../lib/use-stream.ts";

/** What the person keeps of the lake for themselves: favourites, and tables that they watch, with their news. */
export function usePersonalTables() {
  const lakeId = useLake().summary.id;
  const open = useCallback(
    (options: { signal: AbortSignal }) => client.knowledge.personal({ lakeId }, options),
    [lakeId],
  );
  return useStream(open).value;
}
