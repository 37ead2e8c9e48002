import { useEffect } from "react";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import type { Runner } from "../run/use-runner.ts";
import { useShownFailure } from "../run/use-shown-failure.ts";
import { useTabStore } from "../tabs/tab-store.ts";
import { useSaveQuery } from "../use-save-query.ts";
import { useActiveEditor } from "./active-editor.ts";
import { markError } from "./error-marks.ts";
import { SqlEditor } from "./SqlEditor.tsx";
import { useNames } from "./use-vocabulary.ts";

/** The text of a tab, with what can be named in it and a mark where its last run failed. */
export function EditorPane({ tab, runner }: { tab: QueryTab; runner: Runner }) {
  const names = useNames();
  const change = useTabStore((store) => store.change);
  const save = useSaveQuery();
  const failure = useShownFailure(tab);
  const view = useActiveEditor((store) => store.view);
  useEffect(() => {
    if (view) markError(view, failure);
  }, [view, failure]);
  return (
    <SqlEditor
      tabId={tab.id}
      text={tab.sql}
      names={names}
      onChange={(sql) => change(tab.id, { sql })}
      onRun={runner.run}
      onRunAll={runner.runAll}
      onSave={() => save(tab)}
    />
  );
}
