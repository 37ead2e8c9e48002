import { useCallback } from "react";
import type { ListingState } from "../../../shared/contract/zones.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { type StreamState, useStream } from "../../lib/use-stream.ts";

/** Opens a listing of a folder and follows it as long as it is shown. */
export function useListing({ lakeId, zoneId, path }: ObjectAddress): StreamState<ListingState> {
  return useStream(
    useCallback(
      (options: { signal: AbortSignal }) => client.zones.openListing({ lakeId, zoneId, path }, options),
      [lakeId, zoneId, path],
    ),
  );
}
