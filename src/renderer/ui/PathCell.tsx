import type { Zone } from "../../shared/domain/lake-definition.ts";
import { CellLine } from "./CellLine.tsx";
import { ZoneDot } from "./ZoneDot.tsx";

interface PathCellProps {
  /** None while the row is on its way. */
  data: { zoneId: string; path: string; pattern?: string } | undefined;
  zones: readonly Zone[];
}

/** A cell that says where in the lake something is. */
export function PathCell({ data, zones }: PathCellProps) {
  if (!data) return <span>…</span>;
  const zone = zones.find(({ id }) => id === data.zoneId);
  return (
    <CellLine icon={zone && <ZoneDot kind={zone.kind} />}>
      {zone?.title ?? data.zoneId} › {data.path}
      {data.pattern}
    </CellLine>
  );
}
