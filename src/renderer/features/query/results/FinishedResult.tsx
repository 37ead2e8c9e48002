import { useState } from "react";
import type { Execution } from "../../../../shared/contract/query.ts";
import type { SelectedCells } from "../../../ui/data-grid/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { ExplainText } from "./ExplainText.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { ResultBar } from "./ResultBar.tsx";
import { ResultGrid } from "./ResultGrid.tsx";
import classes from "./Results.module.css";
import { useArrangedView } from "./use-arranged-view.ts";

interface FinishedResultProps {
  execution: Execution;
  resultSetId: string;
  title: string;
}

/** The rows of a query, and what can be done with them. */
export function FinishedResult({ execution, resultSetId, title }: FinishedResultProps) {
  const view = useArrangedView(resultSetId, execution.rows ?? 0);
  const [selected, setSelected] = useState<SelectedCells | null>(null);
  const [isFiltering, setFiltering] = useState(view.wanted.filters.length > 0);
  if (execution.statement === "explain") return <ExplainText execution={execution} resultSetId={resultSetId} />;
  return (
    <>
      <ResultBar
        execution={execution}
        resultSetId={resultSetId}
        title={title}
        view={view}
        selected={selected}
        isFiltering={isFiltering}
        onFilter={() => setFiltering(!isFiltering)}
      />
      {(isFiltering || view.wanted.filters.length > 0) && (
        <FilterBar resultSetId={resultSetId} columns={execution.columns} filters={view.wanted.filters} />
      )}
      {view.error && <ErrorNotice error={view.error} />}
      <div className={classes["grid"]}>
        <ResultGrid
          resultSetId={resultSetId}
          columns={execution.columns}
          view={view}
          totalRows={execution.rows ?? 0}
          onSelect={setSelected}
        />
      </div>
    </>
  );
}
