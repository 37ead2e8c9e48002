import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { InferContractRouterOutputs } from "@orpc/contract";
import type { Contract } from "../../../../shared/contract/index.ts";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import type { AthenaFacts, AthenaOptions } from "../../../../shared/domain/athena.ts";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";

type Athena = InferContractRouterOutputs<Contract>["athena"];

/** What a person who has chosen nothing gets. */
const defaultPlace: AthenaOptions = { workgroup: null, catalog: null, database: null, reuseMinutes: null };

/** Where a tab runs in Athena; null when it runs on this machine. */
export function placeOf(tab: QueryTab | undefined): AthenaOptions | null {
  return tab?.engine === "athena" ? (tab.athena ?? defaultPlace) : null;
}

/** The choice of a tab that shows what was run before: its engine, and where in Athena. */
export function engineChoice(engine: string, facts: AthenaFacts | null): Pick<QueryTab, "engine" | "athena"> {
  if (engine !== "athena") return { engine: null, athena: null };
  const { workgroup = null, catalog = null, database = null } = facts ?? {};
  return { engine: "athena", athena: { workgroup, catalog, database, reuseMinutes: null } };
}

/** Whether the lake can be asked with Athena, and if not, why. */
export function useAthenaAccess(): UseQueryResult<Athena["access"]> {
  const { summary } = useLake();
  return useQuery({
    queryKey: ["athena-access", summary.id],
    queryFn: ({ signal }) => client.athena.access({ lakeId: summary.id }, { signal }),
  });
}

export function useWorkgroups(): UseQueryResult<Athena["workgroups"]> {
  const { summary } = useLake();
  return useQuery({
    queryKey: ["athena-workgroups", summary.id],
    queryFn: ({ signal }) => client.athena.workgroups({ lakeId: summary.id }, { signal }),
    staleTime: STALE_MS,
  });
}

export function useWorkgroup(name: string | null): UseQueryResult<Athena["workgroup"]> {
  const { summary } = useLake();
  return useQuery({
    queryKey: ["athena-workgroup", summary.id, name],
    queryFn: ({ signal }) => client.athena.workgroup({ lakeId: summary.id, name: name ?? "primary" }, { signal }),
    staleTime: STALE_MS,
  });
}

export function useCatalogs({ workgroup }: AthenaOptions): UseQueryResult<string[]> {
  const { summary } = useLake();
  return useQuery({
    queryKey: ["athena-catalogs", summary.id, workgroup],
    queryFn: ({ signal }) => client.athena.catalogs({ lakeId: summary.id, workgroup }, { signal }),
    staleTime: STALE_MS,
  });
}

export function useDatabases(place: AthenaOptions): UseQueryResult<string[]> {
  const { summary } = useLake();
  return useQuery({
    queryKey: ["athena-databases", summary.id, place.catalog, place.workgroup],
    queryFn: ({ signal }) => client.athena.databases({ lakeId: summary.id, place }, { signal }),
    staleTime: STALE_MS,
  });
}

const STALE_MS = 60_000;
