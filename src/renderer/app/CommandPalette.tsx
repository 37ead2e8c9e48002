import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useCatalogHits } from "../features/catalog/index.ts";
import { useCommandStore } from "./commands.ts";
import { paletteStore, selectFirstEntry } from "./palette.ts";

/** Ctrl/Cmd+K: every command, and whatever the catalog finds. */
export function CommandPalette() {
  const [text, setText] = useState("");
  const { hits, note } = useCatalogHits(text);
  const byOwner = useCommandStore((store) => store.byOwner);
  const actions = useMemo(() => {
    const groups = new Map<string, SpotlightActionGroupData["actions"]>();
    for (const { id, label, group, keys, run } of Object.values(byOwner).flat()) {
      const action = { id, label, onClick: run, ...(keys ? { rightSection: keys } : {}) };
      groups.set(group, [...(groups.get(group) ?? []), action]);
    }
    return Array.from(groups, ([group, list]): SpotlightActionGroupData => ({ group, actions: list }));
  }, [byOwner]);

  const found = hits.map(({ id }) => id).join("\n");
  useEffect(() => {
    if (text !== "") selectFirstEntry();
  }, [found, text]);

  return (
    <Spotlight
      store={paletteStore}
      actions={[...(hits.length > 0 ? [{ group: foundHeading(note), actions: hits }] : []), ...actions]}
      query={text}
      onQueryChange={setText}
      shortcut={["mod + K", "mod + P"]}
      tagsToIgnore={[]}
      triggerOnContentEditable
      // It takes the keyboard once it is there: what is typed before goes where the focus was.
      transitionProps={{ duration: 0 }}
      filter={(_query, all) => filterCommands(text, all)}
      nothingFound={text === "" ? "Type to search tables, columns, files and commands" : (note ?? "Nothing found")}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: "Search tables, columns, files, commands …",
        "aria-label": "Search everything",
      }}
      scrollable
      maxHeight={460}
      highlightQuery={false}
    />
  );
}

const FOUND = "In this lake";

function foundHeading(note: string | null): string {
  return note === null ? FOUND : `${FOUND}. ${note}`;
}

/** Hits of the catalog have been matched already; commands are matched by each typed word. */
function filterCommands<T>(text: string, all: T[]): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.flatMap((entry) => {
    if (!isGroup(entry) || entry.group.startsWith(FOUND)) return [entry];
    const actions = entry.actions.filter(({ label }) =>
      words.every((word) => (label ?? "").toLowerCase().includes(word)),
    );
    return actions.length > 0 ? [{ ...entry, actions }] : [];
  });
}

function isGroup(entry: unknown): entry is SpotlightActionGroupData {
  return typeof entry === "object" && entry !== null && "actions" in entry;
}
