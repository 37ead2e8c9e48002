import { IconShieldCheck } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import type { Finding, FindingCount, FindingState } from "../../../shared/domain/finding.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { ChoiceGrid } from "../../ui/data-grid/ChoiceGrid.tsx";
import type { RowChoice } from "../../ui/data-grid/row-choice.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { findingColumns } from "./finding-columns.tsx";

/** As many as can be decided at once. */
const MOST = 500;

/** Which findings are shown. */
export interface ShownFindings {
  states: FindingState[];
  kinds: string[];
  zoneId: string | null;
  personal: boolean;
  text: string;
}

interface FindingGridProps {
  lakeId: string;
  /** Another one says that findings or what was decided may have changed. */
  revision: number;
  /** The same object as long as the same is meant. */
  shown: ShownFindings;
  onChoose: (choice: RowChoice<Finding>) => void;
  onKinds: (kinds: FindingCount[]) => void;
}

/** Findings, to choose some of. */
export function FindingGrid({ lakeId, revision, shown, onChoose, onKinds }: FindingGridProps) {
  const { definition } = useLake();
  const columns = useMemo(() => findingColumns(definition.zones), [definition.zones]);
  const read = useCallback(
    async (page: { start: number; limit: number }, options?: { signal: AbortSignal }) => {
      const { findings, count, kinds } = await client.findings.list({ lakeId, ...shown, ...page }, options);
      onKinds(kinds);
      return { rows: findings, count };
    },
    [lakeId, shown, onKinds],
  );
  return (
    <ChoiceGrid<Finding>
      label="Findings"
      columnDefs={columns}
      idOf={idOf}
      read={read}
      revision={revision}
      most={MOST}
      onChoose={onChoose}
      empty={
        <EmptyState icon={<IconShieldCheck size={22} />} title="Nothing of this was found">
          Scans look at the first rows of every dataset that has changed. Show other kinds or states, or scan the lake
          again.
        </EmptyState>
      }
    />
  );
}

function idOf({ zoneId, path, column, field, kind }: Finding): string {
  return JSON.stringify([zoneId, path, column, field, kind]);
}
