import { ActionIcon, Button, Progress, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconChevronDown, IconChevronUp, IconUpload } from "@tabler/icons-react";
import { useEffect } from "react";
import { type RatedUpload, togetherRate } from "./rated-uploads.ts";
import { UploadCard } from "./UploadCard.tsx";
import classes from "./UploadDock.module.css";
import { useUploadDockState } from "./upload-dock-state.ts";
import { cancelUpload, clearFinished, isUnfinished, retryUpload } from "./upload-acts.ts";
import { overallWords, percentDone, progressOf, progressWords } from "./upload-words.ts";
import { useNeedsBytes } from "./use-needs-bytes.ts";

/** Below every page while there are uploads: how far they are in one line, and unfolded each of them. */
export function UploadDock({ uploads }: { uploads: readonly RatedUpload[] }) {
  const { isOpen, setOpen } = useUploadDockState();
  const running = uploads.filter(({ state }) => state === "running");
  const unfinished = uploads.filter(isUnfinished);
  const isStuck = uploads.some(({ state, filesFailed }) => state === "paused" || filesFailed > 0);
  const needed = useNeedsBytes(uploads);
  const wantsAttention = isStuck || needed > 0;
  useEffect(() => {
    if (wantsAttention) setOpen(true);
  }, [wantsAttention, setOpen]);
  if (uploads.length === 0) return null;
  const toggle = isOpen ? "Fold the uploads" : "Show each upload";
  return (
    <section className={classes["dock"]} aria-label="Uploads">
      {running.length > 0 && (
        <Progress size={3} radius={0} value={percentDone(running)} aria-label="Progress of all uploads" />
      )}
      <div className={classes["bar"]}>
        <DockIcon isRunning={running.length > 0} isStuck={isStuck} />
        <span className={classes["title"]} role="status">
          {overallWords(uploads)}
        </span>
        <span className={`${classes["numbers"]} figures`}>
          {running.length > 0
            ? progressWords(progressOf(running), togetherRate(running))
            : needed > 0 && "The page that had these files is gone: choose them again"}
        </span>
        {isStuck && needed === 0 && <DockButton label="Retry all" onClick={() => uploads.forEach(retryUpload)} />}
        {unfinished.length > 0 && <DockButton label="Cancel all" onClick={() => unfinished.forEach(cancelUpload)} />}
        {unfinished.length < uploads.length && <DockButton label="Clear finished" onClick={clearFinished} />}
        <Tooltip label={toggle}>
          <ActionIcon aria-label={toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {isOpen && (
        <div className={classes["list"]}>
          {uploads.map((upload) => (
            <UploadCard key={upload.id} upload={upload} />
          ))}
        </div>
      )}
    </section>
  );
}

function DockButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="default" size="compact-xs" onClick={onClick}>
      {label}
    </Button>
  );
}

function DockIcon({ isRunning, isStuck }: { isRunning: boolean; isStuck: boolean }) {
  if (isRunning) return <IconUpload size={16} color="var(--mantine-primary-color-filled)" />;
  if (isStuck) return <IconAlertTriangle size={16} color="var(--mantine-color-error)" />;
  return <IconCheck size={16} color="var(--mantine-color-teal-6)" />;
}
