import { IconChecks } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import { useLocation } from "wouter";
import type { Dataset, DatasetState } from "../../../shared/domain/inventory.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { zonePath } from "../../lib/paths.ts";
import { ChoiceGrid } from "../../ui/data-grid/ChoiceGrid.tsx";
import type { RowChoice } from "../../ui/data-grid/row-choice.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { datasetColumns } from "./dataset-columns.tsx";

/** As many as can be registered at once. */
const MOST = 1000;

interface DatasetGridProps {
  lakeId: string;
  /** Another one says that datasets may have changed. */
  revision: number;
  /** None is all; the same array as long as the same are meant. */
  states: DatasetState[];
  text: string;
  onChoose: (choice: RowChoice<Dataset>) => void;
}

/** Datasets, to choose some of; a double click goes to where one is. */
export function DatasetGrid({ lakeId, revision, states, text, onChoose }: DatasetGridProps) {
  const { definition } = useLake();
  const [, navigate] = useLocation();
  const columns = useMemo(() => datasetColumns(definition.zones), [definition.zones]);
  const read = useCallback(
    async (page: { start: number; limit: number }, options?: { signal: AbortSignal }) => {
      const { datasets, count } = await client.inventory.datasets(
        { lakeId, states, zoneId: null, text, ...page },
        options,
      );
      return { rows: datasets, count };
    },
    [lakeId, states, text],
  );
  return (
    <ChoiceGrid<Dataset>
      label="Datasets"
      columnDefs={columns}
      idOf={({ id }) => String(id)}
      read={read}
      revision={revision}
      most={MOST}
      onChoose={onChoose}
      onOpen={({ zoneId, path }) => navigate(zonePath(lakeId, zoneId, path))}
      empty={
        <EmptyState icon={<IconChecks size={22} />} title={text === "" ? "Nothing to do here" : "Nothing is called so"}>
          {text === ""
            ? "Every dataset that was found is in the catalog as it is."
            : "Look for another part of a path."}
        </EmptyState>
      }
    />
  );
}
