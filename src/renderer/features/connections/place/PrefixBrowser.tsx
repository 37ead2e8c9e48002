import { Group, Loader, NavLink, ScrollArea, Text, TextInput } from "@mantine/core";
import { IconArrowUp, IconFolder, IconRipple } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { homePrefix, prefixAbove, prefixName } from "./home-prefix.ts";

interface PrefixBrowserProps {
  connectionId: string;
  bucket: string;
  /** As it is typed. */
  prefix: string;
  onChange: (prefix: string) => void;
}

/** Always the same: what is below must not move away from under a click that leaves the field. */
const LIST_HEIGHT = 150;

/** A prefix of a bucket: typed, or found by going down its folders. */
export function PrefixBrowser({ connectionId, bucket, prefix, onChange }: PrefixBrowserProps) {
  // Only whole prefixes are asked for, not every letter.
  const [shown, setShown] = useState("");
  const found = useQuery({
    queryKey: ["prefixes", connectionId, bucket, shown],
    queryFn: ({ signal }) => client.connections.prefixes({ connectionId, bucket, prefix: shown }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const go = (to: string) => {
    setShown(to);
    onChange(to);
  };
  const above = prefixAbove(shown);
  const ofLake = `${shown}.lakeshore/`;
  const folders = (found.data?.prefixes ?? []).filter((folder) => folder !== ofLake);
  const isLake = found.data?.prefixes.includes(ofLake) ?? false;
  return (
    <>
      <TextInput
        label="Prefix"
        placeholder="The whole bucket"
        description="Where the lake's own small folder .lakeshore is kept, and its zones."
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={prefix}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => setShown(homePrefix(prefix))}
        onKeyDown={(event) => event.key === "Enter" && setShown(homePrefix(prefix))}
        rightSection={found.isFetching && <Loader size={14} />}
        spellCheck={false}
      />
      <ScrollArea h={LIST_HEIGHT} type="auto" aria-label="Folders of the bucket">
        {found.isError && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
        {isLake && (
          <Group gap={6} px="xs" c="var(--mantine-primary-color-filled)">
            <IconRipple size={16} />
            <Text size="sm">This is a lake.</Text>
          </Group>
        )}
        {above !== null && !found.isError && (
          <NavLink
            component="button"
            label="Folder above"
            leftSection={<IconArrowUp size={16} />}
            onClick={() => go(above)}
          />
        )}
        {folders.map((folder) => (
          <NavLink
            key={folder}
            component="button"
            label={prefixName(folder)}
            leftSection={<IconFolder size={16} />}
            onClick={() => go(folder)}
          />
        ))}
        {found.data && !found.isError && folders.length === 0 && (
          <Text size="xs" c="dimmed" px="xs">
            No folders here.
          </Text>
        )}
        {found.data?.isCut && (
          <Text size="xs" c="dimmed" px="xs">
            There are more; type the prefix to reach them.
          </Text>
        )}
      </ScrollArea>
    </>
  );
}
