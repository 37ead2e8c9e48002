import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback } from "react";
import type { Column } from "../../../shared/domain/columns.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { ColumnSpark } from "./ColumnSpark.tsx";
import { summaryOf } from "./use-profile.ts";

/** Draws the profile of each column into a grid's headers; null where the dataset has none. */
export function useHeaderProfiles(address: ObjectAddress): ((column: Column, number: number) => ReactNode) | null {
  const { data } = useQuery(summaryOf(address));
  const { lakeId, zoneId, path } = address;
  const draw = useCallback(
    ({ name }: Column, number: number) => (
      <ColumnSpark address={{ lakeId, zoneId, path }} number={number} name={name} />
    ),
    [lakeId, zoneId, path],
  );
  return data?.current ? draw : null;
}
