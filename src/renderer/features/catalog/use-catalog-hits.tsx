import type { SpotlightActionData } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { IconColumns, IconDatabase, IconFile, IconStack2, IconTable } from "@tabler/icons-react";
import { useLocation } from "wouter";
import type { SearchHit } from "../../../shared/contract/catalog.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { catalogPath, queryPath, zonePath } from "../../lib/paths.ts";
import { HitReason } from "./HitReason.tsx";

const icons: Record<SearchHit["kind"], typeof IconTable> = {
  table: IconTable,
  column: IconColumns,
  object: IconFile,
  zone: IconStack2,
  "saved-query": IconDatabase,
};

/** What the catalog finds for a text, as entries of the palette. Each keystroke gives up the search before it. */
export function useCatalogHits(text: string): SpotlightActionData[] {
  const { summary } = useLake();
  const [, navigate] = useLocation();
  const [wanted] = useDebouncedValue(text.trim(), 60);
  const { data } = useQuery({
    queryKey: ["catalog-search", summary.id, wanted],
    queryFn: ({ signal }) => client.catalog.search({ lakeId: summary.id, text: wanted, limit: 30 }, { signal }),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });
  if (wanted === "" || !data) return [];
  return data.hits.map((hit) => {
    const Icon = icons[hit.kind];
    return {
      id: `hit:${hit.kind}:${hit.zoneId ?? ""}:${hit.target}:${hit.title}`,
      label: hit.title,
      description: hit.trail,
      leftSection: <Icon size={18} stroke={1.5} />,
      rightSection: <HitReason matches={hit.matches} />,
      onClick: () => navigate(addressOf(hit, summary.id)),
    };
  });
}

function addressOf({ kind, zoneId, target }: SearchHit, lakeId: string): string {
  if (zoneId === null) return queryPath(lakeId);
  if (kind === "object") return zonePath(lakeId, zoneId, target);
  if (kind === "zone") return zonePath(lakeId, zoneId);
  return catalogPath(lakeId, { zoneId, name: target });
}
