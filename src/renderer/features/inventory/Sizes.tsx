import { Anchor, Breadcrumbs, Progress, ScrollArea, Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RollUp } from "../../../shared/domain/inventory.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, formatBytes, plural } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import classes from "./inventory.module.css";

interface Place {
  zoneId: string | null;
  path: string;
}

/** What takes the room, from the zones down to a folder. */
export function Sizes({ lakeId, revision }: { lakeId: string; revision: number }) {
  const { definition, summary } = useLake();
  const [place, setPlace] = useState<Place>({ zoneId: null, path: "" });
  const found = useQuery({
    queryKey: ["roll-up", lakeId, place, revision],
    queryFn: ({ signal }) => client.inventory.rollUp({ lakeId, ...place }, { signal }),
    placeholderData: (before) => before,
  });
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  const titleOf = (zoneId: string) => definition.zones.find(({ id }) => id === zoneId)?.title ?? zoneId;
  const folders = place.path.split("/").slice(0, -1);
  const open = (name: string) =>
    setPlace(place.zoneId === null ? { zoneId: name, path: "" } : { ...place, path: place.path + name });
  return (
    <ScrollArea h="100%">
      <Breadcrumbs px="md" py="sm" separator="›">
        <Anchor component="button" size="sm" onClick={() => setPlace({ zoneId: null, path: "" })}>
          {summary.name}
        </Anchor>
        {place.zoneId !== null && (
          <Anchor component="button" size="sm" onClick={() => setPlace({ ...place, path: "" })}>
            {titleOf(place.zoneId)}
          </Anchor>
        )}
        {folders.map((name, index) => (
          <Anchor
            key={folders.slice(0, index + 1).join("/")}
            component="button"
            size="sm"
            onClick={() => setPlace({ ...place, path: `${folders.slice(0, index + 1).join("/")}/` })}
          >
            {name}
          </Anchor>
        ))}
      </Breadcrumbs>
      <Shares
        rollUp={found.data}
        nameOf={place.zoneId === null ? titleOf : (name) => name}
        onOpen={open}
        isLake={place.zoneId === null}
      />
    </ScrollArea>
  );
}

interface SharesProps {
  rollUp: RollUp;
  nameOf: (name: string) => string;
  onOpen: (name: string) => void;
  /** Children are zones, which all open. */
  isLake: boolean;
}

function Shares({ rollUp: { bytes, children, rest }, nameOf, onOpen, isLake }: SharesProps) {
  const line = (share: { name: string; objects: number; bytes: number }) => (
    <>
      <Text size="sm" truncate>
        {share.name}
      </Text>
      <Progress value={bytes > 0 ? (100 * share.bytes) / bytes : 0} aria-label={`Share of ${share.name}`} />
      <Text size="sm" className={`figures ${classes["figure"]}`} title={exactBytes(share.bytes)}>
        {formatBytes(share.bytes)}
      </Text>
      <Text size="sm" c="dimmed" className={`figures ${classes["figure"]}`}>
        {plural(share.objects, "object")}
      </Text>
    </>
  );
  return (
    <div role="list" aria-label="Sizes">
      {children.map((child) => {
        const shown = { ...child, name: nameOf(child.name) };
        const opens = isLake || child.name.endsWith("/");
        return (
          <div key={child.name} role="listitem">
            {opens ? (
              <UnstyledButton className={classes["size"] ?? ""} onClick={() => onOpen(child.name)}>
                {line(shown)}
              </UnstyledButton>
            ) : (
              <div className={classes["size"]}>{line(shown)}</div>
            )}
          </div>
        );
      })}
      {rest.children > 0 && (
        <div role="listitem" className={classes["size"]}>
          {line({ name: plural(rest.children, "other"), objects: rest.objects, bytes: rest.bytes })}
        </div>
      )}
    </div>
  );
}
