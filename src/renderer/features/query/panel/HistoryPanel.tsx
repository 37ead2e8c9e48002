import { ActionIcon, Button, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDots, IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { showError } from "../../../ui/show-error.ts";
import { HistoryItem } from "./HistoryItem.tsx";
import { SearchedPanel } from "./SearchedPanel.tsx";

const PAGE = 100;
const firstPage: string | null = null;

/** What was run in this lake, the newest first. */
export function HistoryPanel() {
  const { summary } = useLake();
  const lakeId = summary.id;
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 150);
  const history = useInfiniteQuery({
    queryKey: ["query-history", lakeId, search],
    queryFn: ({ pageParam, signal }) =>
      client.query.history({ lakeId, search, before: pageParam, limit: PAGE }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const forget = useForget();
  const entries = history.data?.pages.flatMap((page) => page.entries) ?? [];
  const forgetAll = () =>
    modals.openConfirmModal({
      title: "Forget the whole history of this lake?",
      children: <Text size="sm">Results that are kept for it go as well. Saved queries and open tabs stay.</Text>,
      labels: { confirm: "Forget everything", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => forget(null),
    });
  return (
    <SearchedPanel
      search={typed}
      onSearch={setTyped}
      searchLabel="Search the history"
      placeholder="Search the history"
      menu={
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label="More for the history">
              <IconDots size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="red" onClick={forgetAll}>
              Forget everything …
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      }
      source={history}
      isEmpty={entries.length === 0}
      icon={<IconHistory size={22} />}
      none={{ title: "Nothing was run yet", hint: "Every query that you run is listed here, with what came of it." }}
      searched="Texts and errors were searched."
      list={{ role: "list", label: "History" }}
    >
      {entries.map((entry) => (
        <HistoryItem key={entry.executionId} entry={entry} onForget={() => forget([entry.executionId])} />
      ))}
      {history.hasNextPage && (
        <Button variant="subtle" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          Older
        </Button>
      )}
    </SearchedPanel>
  );
}

function useForget(): (executionIds: string[] | null) => void {
  const { summary } = useLake();
  const queries = useQueryClient();
  return (executionIds) => {
    client.query
      .forgetHistory({ lakeId: summary.id, executionIds })
      .then(() => queries.invalidateQueries({ queryKey: ["query-history", summary.id] }), showError);
  };
}
