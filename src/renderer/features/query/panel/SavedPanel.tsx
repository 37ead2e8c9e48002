import { ActionIcon, Menu, Text, UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconBookmark, IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SavedQuery } from "../../../../shared/contract/query.ts";
import { useLake } from "../../../app/lake-context.ts";
import { exactTime, formatTime } from "../../../lib/format.ts";
import { showError } from "../../../ui/show-error.ts";
import { openSaved } from "../open-saved.ts";
import { removeSavedQuery, saveQuery, useSavedQueries } from "../saved-queries.ts";
import { openSaveDialog } from "./SaveQueryDialog.tsx";
import { SearchedPanel } from "./SearchedPanel.tsx";
import classes from "./SidePanel.module.css";

/** Queries that were given a name. */
export function SavedPanel() {
  const [search, setSearch] = useState("");
  const saved = useSavedQueries();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = (saved.data ?? []).filter(({ name, description, sql }) => {
    const text = `${name}\n${description}\n${sql}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <SearchedPanel
      search={search}
      onSearch={setSearch}
      searchLabel="Search saved queries"
      placeholder="Search saved queries"
      source={saved}
      isEmpty={found.length === 0}
      icon={<IconBookmark size={22} />}
      none={{ title: "No saved queries", hint: "Save the query that you are writing to find it here again." }}
      searched="Names, descriptions and texts were searched."
      list={{ role: "list", label: "Saved queries" }}
    >
      {found.map((query) => (
        <SavedItem key={query.id} query={query} />
      ))}
    </SearchedPanel>
  );
}

function SavedItem({ query }: { query: SavedQuery }) {
  const { summary } = useLake();
  const queries = useQueryClient();
  return (
    <div className={classes["item"]} role="listitem">
      <UnstyledButton
        className={classes["open"]}
        aria-label={`Open ${query.name}`}
        title={query.sql.slice(0, 1000)}
        onClick={() => void openSaved(queries, summary.id, query.id).catch(showError)}
      >
        <Text size="sm" truncate>
          {query.name}
        </Text>
        {query.description !== "" && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {query.description}
          </Text>
        )}
        <span className={classes["facts"]} title={exactTime(query.updatedAt)}>
          {formatTime(query.updatedAt)}
        </span>
      </UnstyledButton>
      <SavedMenu query={query} />
    </div>
  );
}

function SavedMenu({ query }: { query: SavedQuery }) {
  const { summary } = useLake();
  const queries = useQueryClient();
  const edit = () =>
    openSaveDialog({
      title: "Rename the saved query",
      name: query.name,
      description: query.description,
      onSubmit: async ({ name, description }) => {
        await saveQuery(queries, summary.id, { id: query.id, sql: query.sql, name, description });
      },
    });
  const remove = () =>
    modals.openConfirmModal({
      title: `Remove “${query.name}”?`,
      children: <Text size="sm">Its text stays in tabs where it is open, and in the history.</Text>,
      labels: { confirm: "Remove", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => void removeSavedQuery(queries, summary.id, query.id).catch(showError),
    });
  return (
    <div className={classes["actions"]}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`More for ${query.name}`}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={edit}>Rename and describe …</Menu.Item>
          <Menu.Item color="red" onClick={remove}>
            Remove …
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
