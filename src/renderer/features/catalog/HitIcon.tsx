import { IconBookmark, IconColumns, IconFile, IconStack2, IconTable } from "@tabler/icons-react";
import type { SearchHit } from "../../../shared/domain/search.ts";

const icons: Record<SearchHit["kind"], typeof IconTable> = {
  table: IconTable,
  column: IconColumns,
  object: IconFile,
  zone: IconStack2,
  "saved-query": IconBookmark,
};

/** What kind of thing a hit is. */
export function HitIcon({ kind }: { kind: SearchHit["kind"] }) {
  const Icon = icons[kind];
  return <Icon size={18} stroke={1.5} />;
}
