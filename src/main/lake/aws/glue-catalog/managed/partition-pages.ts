import type { Partition } from "@aws-sdk/client-glue";
import type { GlueService } from "../glue-service.ts";
import type { GlueName } from "../mapping/entry-names.ts";

/** Parts that Glue cuts a table's partitions into to be read at the same time: 10 at most (API_Segment). */
const SEGMENTS = 4;
/** Most that a page may have (API_GetPartitions). */
const PAGE = 1000;

type OnPage = (partitions: readonly Partition[]) => Promise<void> | boolean;

/** Reads the partitions of a table in segments at once, without the columns of each; a page that gives false is a segment's last. */
export async function eachSegmentPage(
  service: GlueService,
  name: GlueName,
  onPage: OnPage,
  signal: AbortSignal,
): Promise<void> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  const read = async (number: number) => {
    let token: string | undefined;
    do {
      const segment = { number, of: SEGMENTS };
      const page = await service.partitions(name, { limit: PAGE, token, segment }, either);
      token = page.NextToken;
      if ((await onPage(page.Partitions ?? [])) === false) return;
    } while (token);
  };
  const segments = Array.from({ length: SEGMENTS }, (_, number) => read(number));
  try {
    await Promise.all(segments);
  } finally {
    stopping.abort();
    await Promise.allSettled(segments);
  }
}

/** As above, with a single call for a table that has no more than a page. */
export async function eachPartitionPage(
  service: GlueService,
  name: GlueName,
  onPage: (partitions: readonly Partition[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const first = await service.partitions(name, { limit: PAGE }, signal);
  if (first.NextToken === undefined) await onPage(first.Partitions ?? []);
  else await eachSegmentPage(service, name, onPage, signal);
}
