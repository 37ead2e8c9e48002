import { IconTerminal2 } from "@tabler/icons-react";
import { Button } from "@mantine/core";
import type { QueryPlace } from "../../lib/paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { EditorPane } from "./editor/EditorPane.tsx";
import { SidePanel } from "./panel/SidePanel.tsx";
import { useQueryLayout } from "./query-layout.ts";
import { QueryToolbar } from "./QueryToolbar.tsx";
import classes from "./QueryPage.module.css";
import { ResultPane } from "./results/ResultPane.tsx";
import { useRunner } from "./run/use-runner.ts";
import { SplitHandle } from "./SplitHandle.tsx";
import { useOpenTab } from "./tabs/open-tab.ts";
import { TabStrip } from "./tabs/TabStrip.tsx";
import { useActiveTab } from "./tabs/tab-store.ts";
import { usePlace } from "./use-place.ts";
import { useQueryCommands } from "./use-query-commands.ts";

/** Tabs above, the active one's text and what came of it below one another, and what can be named or found again beside. */
export function QueryWorkbench({ place }: { place: QueryPlace | undefined }) {
  usePlace(place);
  const tab = useActiveTab();
  const runner = useRunner();
  useQueryCommands(runner);
  const openTab = useOpenTab();
  const { editorShare, setEditorShare, panel } = useQueryLayout();
  return (
    <div className={classes["page"]}>
      <TabStrip />
      <div className={classes["columns"]}>
        <div className={classes["work"]}>
          <QueryToolbar tab={tab} runner={runner} />
          {tab ? (
            <div className={classes["split"]}>
              <div className={classes["editor"]} style={{ flexBasis: `${editorShare * 100}%` }}>
                <EditorPane key={tab.id} tab={tab} runner={runner} />
              </div>
              <SplitHandle share={editorShare} onShare={setEditorShare} label="Height of the editor" />
              <section className={classes["result"]} aria-label="Result">
                <ResultPane key={tab.id} tab={tab} />
              </section>
            </div>
          ) : (
            <EmptyState icon={<IconTerminal2 size={22} />} title="No query is open">
              <Button mt="xs" onClick={() => openTab({})}>
                New query
              </Button>
            </EmptyState>
          )}
        </div>
        {panel && <SidePanel shown={panel} />}
      </div>
    </div>
  );
}
