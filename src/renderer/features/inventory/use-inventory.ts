import { useCallback } from "react";
import type { InventoryState } from "../../../shared/contract/inventory.ts";
import { client } from "../../lib/client.ts";
import { type StreamState, useStream } from "../../lib/use-stream.ts";

/** What is known of a lake's inventory, as it grows. */
export function useInventory(lakeId: string): StreamState<InventoryState> {
  return useStream(
    useCallback((options: { signal: AbortSignal }) => client.inventory.follow({ lakeId }, options), [lakeId]),
  );
}
