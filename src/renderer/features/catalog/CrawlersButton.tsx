import { Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconSpider } from "@tabler/icons-react";
import { CrawlerList } from "./CrawlerList.tsx";
import { useManaged } from "./use-managed.ts";

/** Opens the crawlers of the catalog; where there are none, says why. */
export function CrawlersButton({ lakeId }: { lakeId: string }) {
  const { data } = useManaged(lakeId);
  const reason = data?.available === false ? data.reason : "";
  return (
    <Button
      variant="default"
      leftSection={<IconSpider size={14} />}
      aria-disabled={reason !== ""}
      data-disabled={reason !== "" || undefined}
      title={reason}
      onClick={() => {
        if (reason !== "") return;
        modals.open({ title: "Crawlers", size: "xl", children: <CrawlerList lakeId={lakeId} /> });
      }}
    >
      Crawlers …
    </Button>
  );
}
