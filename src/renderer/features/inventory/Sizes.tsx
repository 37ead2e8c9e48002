import { Anchor, Breadcrumbs, Group, ScrollArea, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import page from "../../ui/page.module.css";
import { Growth } from "./Growth.tsx";
import { ShareList } from "./ShareList.tsx";
import { type SizeView, sizeShares, sizeViews } from "./size-shares.ts";
import classes from "./sizes.module.css";
import { Treemap } from "./Treemap.tsx";

interface Place {
  zoneId: string | null;
  path: string;
}

/** What takes the room, from the zones down to a folder, and how the lake has grown. */
export function Sizes({ lakeId, revision }: { lakeId: string; revision: number }) {
  const { definition, summary } = useLake();
  const [place, setPlace] = useState<Place>({ zoneId: null, path: "" });
  const [view, setView] = useState<SizeView>("folders");
  const found = useQuery({
    queryKey: ["roll-up", lakeId, place, revision],
    queryFn: ({ signal }) => client.inventory.rollUp({ lakeId, ...place }, { signal }),
    placeholderData: (before) => before,
  });
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  const titleOf = (zoneId: string) => definition.zones.find(({ id }) => id === zoneId)?.title ?? zoneId;
  const isLake = place.zoneId === null;
  const shares = sizeShares(found.data, view, { isLake, nameOf: isLake ? titleOf : (name) => name });
  const folders = place.path.split("/").slice(0, -1);
  const open = (name: string) =>
    setPlace(place.zoneId === null ? { zoneId: name, path: "" } : { ...place, path: place.path + name });
  return (
    <div className={page["page"]}>
      <Group px="md" py="xs" wrap="nowrap" justify="space-between">
        <Breadcrumbs separator="›">
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
        <SegmentedControl
          size="xs"
          aria-label="Sizes by"
          data={sizeViews}
          value={view}
          onChange={(value) => setView(sizeViews.find((one) => one.value === value)?.value ?? "folders")}
        />
      </Group>
      <div className={classes["halves"]}>
        <div className={classes["drawn"]}>
          <Treemap shares={shares} onOpen={open} />
          <Growth lakeId={lakeId} revision={revision} />
        </div>
        <ScrollArea h="100%">
          <ShareList shares={shares} bytes={found.data.bytes} onOpen={open} />
        </ScrollArea>
      </div>
    </div>
  );
}
