import { Text } from "@mantine/core";
import type { ListingState } from "../../../shared/contract/zones.ts";
import { exactBytes, formatBytes, formatCount, plural } from "../../lib/format.ts";
import classes from "./ZonePage.module.css";

/** How much is in the folder, how much is selected, and whether the list follows what others do. */
export function FolderStatus({ listing, selected }: { listing: ListingState | undefined; selected: number }) {
  if (!listing) return <div className={classes["status"]}>Listing …</div>;
  const { count, folders, bytes, complete, live, problem } = listing;
  return (
    <div className={`${classes["status"]} figures`} role="status">
      <span>
        {plural(count - folders, "object")}
        {folders > 0 && `, ${plural(folders, "folder")}`}
        {!complete && " · still counting …"}
      </span>
      <span title={exactBytes(bytes)}>{formatBytes(bytes)}</span>
      {selected > 0 && <span>{formatCount(selected)} selected</span>}
      {problem && (
        <Text size="xs" c="red" title={problem.hint ?? ""}>
          {problem.message}
        </Text>
      )}
      {live === "polling" && (
        <span title="The system has no more watches: changes show within seconds">checked every few seconds</span>
      )}
      {live === "off" && complete && <span>changes by others are not followed</span>}
    </div>
  );
}
