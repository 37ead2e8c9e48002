import { ActionIcon, Button, Indicator, List, Popover, Text, Tooltip } from "@mantine/core";
import { IconBell, IconBellRinging, IconHeart, IconHeartFilled } from "@tabler/icons-react";
import type { TableSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime } from "../../lib/format.ts";
import { showError } from "../../ui/show-error.ts";
import { newsText } from "./news-text.ts";
import { usePersonalTables } from "./use-personal-tables.ts";

/** Keeps a table among one's favourites, and watches it; what has changed since is told at the bell. */
export function PersonalButtons({ table }: { table: TableSubject }) {
  const lakeId = useLake().summary.id;
  const personal = usePersonalTables();
  const isThis = (one: { table: TableSubject }) => one.table.zoneId === table.zoneId && one.table.name === table.name;
  const isFavourite = personal?.favourites.some(isThis) ?? false;
  const watched = personal?.watched.find(isThis);
  const news = watched?.news ?? [];
  const watch = (isWatched: boolean) =>
    void client.knowledge.setWatched({ lakeId, table, watched: isWatched }).catch(showError);
  return (
    <>
      <Tooltip label={isFavourite ? "One of your favourites" : "Keep among your favourites"}>
        <ActionIcon
          aria-label="Favourite"
          aria-pressed={isFavourite}
          onClick={() =>
            void client.knowledge.setFavourite({ lakeId, table, favourite: !isFavourite }).catch(showError)
          }
        >
          {isFavourite ? <IconHeartFilled size={16} /> : <IconHeart size={16} />}
        </ActionIcon>
      </Tooltip>
      <Popover position="bottom-end" withinPortal>
        <Popover.Target>
          <Indicator disabled={news.length === 0} label={news.length} size={14}>
            <ActionIcon aria-label={watched ? "Watched" : "Watch"} aria-pressed={watched !== undefined}>
              {watched ? <IconBellRinging size={16} /> : <IconBell size={16} />}
            </ActionIcon>
          </Indicator>
        </Popover.Target>
        <Popover.Dropdown maw={420}>
          <Text size="sm" mb={6}>
            {watched
              ? "You are told here when its columns change, when it has newer data, and when it is gone."
              : "Watch it to be told here when its columns or its data change."}
          </Text>
          {news.length > 0 && (
            <List size="sm" mb={6} aria-label="News">
              {news.map((one) => (
                <List.Item key={`${one.at} ${one.what} ${one.name}`} title={exactTime(one.at)}>
                  {newsText(one)}
                </List.Item>
              ))}
            </List>
          )}
          <Button size="compact-xs" variant="default" onClick={() => watch(!watched)}>
            {watched ? "Stop watching" : "Watch"}
          </Button>
          {news.length > 0 && (
            <Button
              ml={6}
              size="compact-xs"
              variant="default"
              onClick={() => void client.knowledge.markNewsRead({ lakeId, table }).catch(showError)}
            >
              Mark as read
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
