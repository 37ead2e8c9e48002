import { Button, Text } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import { useLake } from "../../../app/lake-context.ts";
import { plural } from "../../../lib/format.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { showError } from "../../../ui/show-error.ts";
import { modKey } from "../mod-key.ts";
import { useRunStore } from "../run/run-store.ts";
import { runStatements } from "../run/run-statements.ts";
import type { Statement } from "../run/statement.ts";
import { useShownPlace } from "../run/use-shown-failure.ts";
import { ExecutionView } from "./ExecutionView.tsx";
import { ResultTabs } from "./ResultTabs.tsx";
import classes from "./Results.module.css";

/** What came of a tab's last run: each statement's result, the one that was refused, and what was not run. */
export function ResultPane({ tab }: { tab: QueryTab }) {
  const run = useRunStore(({ byTab }) => byTab[tab.id]);
  const place = useShownPlace(tab);
  const shownId = tab.executionIds[place];
  const isEmpty = tab.executionIds.length === 0 && !run?.refused;
  if (isEmpty) {
    return (
      <EmptyState icon={<IconTable size={22} />} title={run?.isGoingOn ? "Starting …" : "No result yet"}>
        {run?.isGoingOn ? null : `Write a query above and run it with ${modKey}+Enter.`}
      </EmptyState>
    );
  }
  return (
    <div className={classes["pane"]}>
      <ResultTabs tab={tab} shown={place} />
      {run && !run.isGoingOn && run.notRun.length > 0 && <NotRun tab={tab} statements={run.notRun} />}
      {shownId === undefined ? (
        run?.refused && <ErrorNotice error={run.refused.error} />
      ) : (
        <ExecutionView key={shownId} executionId={shownId} title={tab.title} />
      )}
    </div>
  );
}

function NotRun({ tab, statements }: { tab: QueryTab; statements: readonly Statement[] }) {
  const { summary } = useLake();
  const queries = useQueryClient();
  const runRest = () => {
    runStatements({ queries, lakeId: summary.id, tabId: tab.id, statements }).catch(showError);
  };
  return (
    <div className={classes["note"]} role="note">
      <Text size="xs">
        The run stopped: {plural(statements.length, "statement")} {statements.length === 1 ? "was" : "were"} not run.
      </Text>
      <Button variant="subtle" size="compact-xs" onClick={runRest}>
        Run the rest
      </Button>
    </div>
  );
}
