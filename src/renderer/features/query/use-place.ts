import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useLake } from "../../app/lake-context.ts";
import { type QueryPlace, queryPath } from "../../lib/paths.ts";
import { showError } from "../../ui/show-error.ts";
import { openRun } from "./open-run.ts";
import { openSaved } from "./open-saved.ts";
import { useTabStore } from "./tabs/tab-store.ts";

/** Opens what the address names, and keeps the address at the tab that is shown. */
export function usePlace(place: QueryPlace | undefined): void {
  const { summary } = useLake();
  const lakeId = summary.id;
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const activeId = useTabStore(({ list }) => list.activeId);
  const wanted = place ? `${place.kind}/${place.id}` : "";
  const seen = useRef<string | null>(null);

  useEffect(() => {
    const goToActive = () => {
      const id = activeNow();
      seen.current = addressed(id);
      navigate(queryPath(lakeId, id === null ? undefined : { kind: "tab", id }), { replace: true });
    };
    if (seen.current !== wanted) {
      seen.current = wanted;
      const [kind, id = ""] = wanted.split(/\/(.*)/s);
      if (kind === "tab") showTab(id);
      if (kind === "saved") openSaved(queries, lakeId, id).then(goToActive, showError);
      if (kind === "run") openRun(queries, id).then(goToActive, showError);
      if (kind === "saved" || kind === "run") return;
    }
    if (addressed(activeNow()) !== wanted) goToActive();
  }, [wanted, activeId, lakeId, navigate, queries]);
}

function activeNow(): string | null {
  return useTabStore.getState().list.activeId;
}

function addressed(tabId: string | null): string {
  return tabId === null ? "" : `tab/${tabId}`;
}

function showTab(id: string): void {
  const { list, activate } = useTabStore.getState();
  if (list.tabs.some((tab) => tab.id === id)) activate(id);
  else notifications.show({ message: "The query of this address is not open any more. It may be in the history." });
}
