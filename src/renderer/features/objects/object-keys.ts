import type { QueryClient } from "@tanstack/react-query";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import type { ObjectFacts } from "../../../shared/domain/object-details.ts";

/** Under which what is known of an object is in the query cache. */
export const factsKey = (address: ObjectAddress): readonly unknown[] => ["object-facts", address];
export const versionsKey = (address: ObjectAddress): readonly unknown[] => ["object-versions", address];

/** To be called with what an object has become; its versions and first rows are others now. */
export async function objectChanged(queries: QueryClient, address: ObjectAddress, facts: ObjectFacts): Promise<void> {
  queries.setQueryData(factsKey(address), facts);
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["object-versions"] }),
    queries.invalidateQueries({ queryKey: ["preview", address] }),
  ]);
}
