import { ActionIcon, Progress, Tooltip } from "@mantine/core";
import { IconRefresh, IconX } from "@tabler/icons-react";
import type { Upload, UploadItem } from "../../../shared/contract/transfers.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, formatBytes } from "../../lib/format.ts";
import { showError } from "../../ui/show-error.ts";
import { relativePath } from "./relative-path.ts";
import { shownPath } from "./shown-path.ts";
import classes from "./UploadDock.module.css";
import { useNeedsChoosing } from "./use-needs-bytes.ts";

const stateWords: Record<UploadItem["state"], string> = {
  waiting: "waiting",
  "awaiting-bytes": "waiting",
  running: "",
  done: "done",
  skipped: "skipped",
  failed: "failed",
  cancelled: "cancelled",
};

/** One file of an upload. */
export function UploadItemRow({ upload, item }: { upload: Upload; item: UploadItem }) {
  const needsChoosing = useNeedsChoosing(upload, item);
  const { id, size, sent, state, storedAs, error } = item;
  const name = relativePath(upload, item);
  const retry = () => void client.transfers.retry(target).catch(showError);
  const cancel = () => void client.transfers.cancel(target).catch(showError);
  const target = { uploadId: upload.id, itemId: id };
  const canCancel = state === "waiting" || state === "awaiting-bytes" || state === "running";
  return (
    <div className={classes["item"]} data-item-state={state}>
      <span className={classes["name"]} title={storedAs === null ? item.path : `${item.path} → ${storedAs}`}>
        {shownPath(name)}
      </span>
      {state === "running" ? (
        <Progress
          size="sm"
          value={size === 0 ? 100 : Math.min(100, (100 * sent) / size)}
          aria-label={`Progress of ${name}`}
        />
      ) : (
        <span />
      )}
      <span className={`${classes["state"]} figures`} data-state={state} title={exactBytes(size)}>
        {state === "running" ? `${formatBytes(sent)} of ${formatBytes(size)}` : stateWords[state]}
      </span>
      <span>
        {state === "failed" && !needsChoosing && (
          <Tooltip label="Retry">
            <ActionIcon size="sm" aria-label={`Retry ${name}`} onClick={retry}>
              <IconRefresh size={13} />
            </ActionIcon>
          </Tooltip>
        )}
        {canCancel && (
          <Tooltip label="Cancel">
            <ActionIcon size="sm" aria-label={`Cancel ${name}`} onClick={cancel}>
              <IconX size={13} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
      {error && !needsChoosing && (
        <span className={classes["reason"]} role="alert">
          {error.message} {error.hint}
        </span>
      )}
      {needsChoosing && (
        <span className={classes["reason"]}>
          This page does not have the file any more: it was reloaded, or the file was changed. Choose it again.
        </span>
      )}
    </div>
  );
}
