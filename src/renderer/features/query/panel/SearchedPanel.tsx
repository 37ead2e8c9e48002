import { Group, Loader, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { UseQueryResult, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import classes from "./SidePanel.module.css";

interface SearchedPanelProps {
  search: string;
  onSearch: (search: string) => void;
  searchLabel: string;
  placeholder: string;
  /** Beside the search. */
  menu?: ReactNode;
  /** Where what is listed comes from. */
  source: Pick<UseQueryResult | UseInfiniteQueryResult, "isError" | "isPending" | "isSuccess" | "error" | "refetch">;
  isEmpty: boolean;
  icon: ReactNode;
  /** What to say while there is nothing at all. */
  none: { title: string; hint: string };
  /** What was searched, when nothing is found. */
  searched: string;
  list: { role: "list" | "tree"; label: string };
  children: ReactNode;
}

/** A list of the panel with a search above it; says so while it is empty, has failed or is still to come. */
export function SearchedPanel(props: SearchedPanelProps) {
  const { search, onSearch, searchLabel, placeholder, menu, source, isEmpty, icon, none, searched, list } = props;
  const isSearching = search.trim() !== "";
  return (
    <>
      <Group className={classes["search"] ?? ""} gap={4} wrap="nowrap">
        <TextInput
          flex={1}
          aria-label={searchLabel}
          placeholder={placeholder}
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
        {menu}
      </Group>
      {source.isError && <ErrorNotice error={source.error} onRetry={() => void source.refetch()} />}
      {source.isPending && <Loader size="sm" m="md" aria-label={`Loading: ${list.label}`} />}
      {source.isSuccess && isEmpty && (
        <EmptyState icon={icon} title={isSearching ? "Nothing found" : none.title}>
          {isSearching ? searched : none.hint}
        </EmptyState>
      )}
      <div className={classes["list"]} role={list.role} aria-label={list.label}>
        {props.children}
      </div>
    </>
  );
}
