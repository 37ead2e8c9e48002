import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { executionKey, hasEnded } from "../run/follow-execution.ts";
import { cancelExecution } from "../run/run-statements.ts";
import { tabNow, useTabStore } from "./tab-store.ts";

/** Closes a tab, ends what it runs, and offers to bring it back. */
export function useCloseTab(): (id: string) => void {
  const queries = useQueryClient();
  return useCallback(
    (id) => {
      const tab = tabNow(id);
      if (!tab) return;
      const last = queries.getQueryData<Execution>(executionKey(tab.executionIds.at(-1) ?? ""));
      if (last && !hasEnded(last)) cancelExecution(last.id);
      useTabStore.getState().close(id);
      if (tab.sql.trim() === "") return;
      const notice = notifications.show({
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" truncate>
              “{tab.title}” is closed.
            </Text>
            <Button
              variant="subtle"
              onClick={() => {
                useTabStore.getState().reopen(id);
                notifications.hide(notice);
              }}
            >
              Undo
            </Button>
          </Group>
        ),
        autoClose: 8000,
      });
    },
    [queries],
  );
}
