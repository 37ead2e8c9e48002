import type { SpotlightActionData } from "@mantine/spotlight";
import { useLocation } from "wouter";
import { useLake } from "../../app/lake-context.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { hitAddress } from "./hit-address.ts";
import { HitIcon } from "./HitIcon.tsx";
import { HitReason } from "./HitReason.tsx";
import { indexWords } from "./index-words.ts";
import { useCatalogSearch } from "./use-catalog-search.ts";

interface CatalogHits {
  hits: SpotlightActionData[];
  /** Why there may be more than was found: the index is being built, or the search failed. */
  note: string | null;
}

/** What the catalog finds for a text, as entries of the palette. */
export function useCatalogHits(text: string): CatalogHits {
  const { summary } = useLake();
  const [, navigate] = useLocation();
  const { data, error } = useCatalogSearch(summary.id, text, 30);
  const note = error ? appErrorOf(error).message : data ? indexWords(data.index) : null;
  const hits = (data?.hits ?? []).map((hit) => ({
    id: `hit:${hit.kind}:${hit.zoneId ?? ""}:${hit.target}:${hit.title}`,
    label: hit.title,
    description: hit.trail,
    leftSection: <HitIcon kind={hit.kind} />,
    rightSection: <HitReason matches={hit.matches} />,
    onClick: () => navigate(hitAddress(hit, summary.id)),
  }));
  return { hits, note };
}
