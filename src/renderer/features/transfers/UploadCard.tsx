import { ActionIcon, Button, Text, Tooltip } from "@mantine/core";
import { IconRefresh, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "wouter";
import type { UploadItem } from "../../../shared/contract/transfers.ts";
import { exactTime, formatTime } from "../../lib/format.ts";
import { zonePath } from "../../lib/paths.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";
import { chooseAgain } from "./choose-again.ts";
import { useFolderLabel } from "./folder-label.ts";
import type { RatedUpload } from "./rated-uploads.ts";
import { canRetry, cancelUpload, isUnfinished, retryUpload } from "./upload-acts.ts";
import classes from "./UploadDock.module.css";
import { UploadItemRow } from "./UploadItemRow.tsx";
import { outcomeWords, progressWords } from "./upload-words.ts";
import { useNeedsBytes } from "./use-needs-bytes.ts";

/** One upload: where it goes, how far it is, and its files that move, wait or have failed. */
export function UploadCard({ upload }: { upload: RatedUpload }) {
  const { lakeId, zoneId, path, state, error, warnings, items, startedAt, rate } = upload;
  const needed = useNeedsBytes(useMemo(() => [upload], [upload]));
  const label = useFolderLabel({ lakeId, zoneId, path });
  return (
    <div className={classes["upload"]} data-upload-state={state}>
      <div className={classes["head"]}>
        <Text size="sm" truncate flex={1}>
          {outcomeWords(upload)} to{" "}
          <Link to={zonePath(lakeId, zoneId, path)} className={classes["place"] ?? ""}>
            {label}
          </Link>
        </Text>
        <Text size="xs" c="dimmed" className="figures" title={exactTime(startedAt)}>
          {state === "running" ? progressWords(upload, rate) : formatTime(startedAt)}
        </Text>
        {needed > 0 && <ChooseAgain upload={upload} />}
        {canRetry(upload) && needed === 0 && (
          <Tooltip label={state === "paused" ? "Go on" : "Retry what failed"}>
            <ActionIcon size="sm" aria-label={`Retry the upload to ${label}`} onClick={() => retryUpload(upload)}>
              <IconRefresh size={14} />
            </ActionIcon>
          </Tooltip>
        )}
        {isUnfinished(upload) && (
          <Tooltip label="Cancel this upload">
            <ActionIcon size="sm" aria-label={`Cancel the upload to ${label}`} onClick={() => cancelUpload(upload)}>
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {error && <ErrorNotice error={error} onRetry={() => retryUpload(upload)} goesOnItself />}
      {warnings.map((warning) => (
        <Text key={warning} size="xs" c="orange">
          {warning}
        </Text>
      ))}
      {inOrderOfInterest(items).map((item) => (
        <UploadItemRow key={item.id} upload={upload} item={item} />
      ))}
    </div>
  );
}

const interest: Partial<Record<UploadItem["state"], number>> = { running: 0, failed: 1 };

/** What moves and what failed come before what waits. */
function inOrderOfInterest(items: readonly UploadItem[]): UploadItem[] {
  return items.toSorted((a, b) => (interest[a.state] ?? 2) - (interest[b.state] ?? 2));
}

function ChooseAgain({ upload }: { upload: RatedUpload }) {
  const choose = (folders: boolean) => void chooseAgain(upload, folders).catch(showError);
  return (
    <>
      <Button variant="light" size="compact-xs" onClick={() => choose(false)}>
        Choose the files again
      </Button>
      <Button variant="light" size="compact-xs" onClick={() => choose(true)}>
        Choose the folder again
      </Button>
    </>
  );
}
