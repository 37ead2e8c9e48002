import { useMemo } from "react";
import { useLocation } from "wouter";
import { type Command, useCommands } from "../../app/commands.ts";
import { useLake } from "../../app/lake-context.ts";
import { queryPath } from "../../lib/paths.ts";
import { useSavedQueries } from "./saved-queries.ts";
import { useOpenTab } from "./tabs/open-tab.ts";

/** New and saved queries, from the palette on every page of the lake. */
export function useQueryCommandsAnywhere(): void {
  const { summary } = useLake();
  const lakeId = summary.id;
  const openTab = useOpenTab();
  const [, navigate] = useLocation();
  const saved = useSavedQueries().data;
  const commands = useMemo(
    (): Command[] => [
      { id: "query:new", label: "New query", group: "Query", run: () => openTab({}) },
      ...(saved ?? []).map(({ id, name }) => ({
        id: `query:saved:${id}`,
        label: `Open the query “${name}”`,
        group: "Saved queries",
        run: () => navigate(queryPath(lakeId, { kind: "saved", id })),
      })),
    ],
    [lakeId, openTab, navigate, saved],
  );
  useCommands("query", commands);
}
