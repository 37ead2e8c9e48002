import { Badge, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { kindName, shareText, whyText } from "./finding-words.ts";
import classes from "./findings.module.css";

/** What a column of the dataset at a place was found to mean, unless somebody has dismissed it. Nothing where no scan has been. */
export function ColumnMeaning({
  address: { lakeId, zoneId, path },
  column,
}: {
  address: ObjectAddress;
  column: string;
}) {
  const found = useQuery({
    queryKey: ["findings-at", lakeId, zoneId, path],
    queryFn: ({ signal }) => client.findings.at({ lakeId, zoneId, path }, { signal }),
  });
  const [first, ...others] = (found.data ?? []).filter((one) => one.column === column && one.state !== "dismissed");
  if (!first) return null;
  const more = others.filter(({ kind }) => kind !== first.kind);
  return (
    <Tooltip
      label={`${shareText(first.share)} of ${first.sampled.toLocaleString("en")} values. ${whyText(first)}`}
      multiline
      maw={360}
      className={classes["why"] ?? ""}
    >
      <Badge
        size="xs"
        variant={first.state === "confirmed" ? "filled" : "light"}
        color={first.personal ? "red" : "gray"}
        tt="none"
      >
        {kindName(first)}
        {more.length > 0 && ` +${more.length}`}
      </Badge>
    </Tooltip>
  );
}
