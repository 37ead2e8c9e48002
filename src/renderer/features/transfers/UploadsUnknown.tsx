import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { AppError } from "../../../shared/domain/app-error.ts";
import classes from "./UploadDock.module.css";

/** Stands where the uploads would, while it cannot be told how they are. */
export function UploadsUnknown({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  return (
    <section className={classes["dock"]} aria-label="Uploads">
      <div className={classes["bar"]} role="alert">
        <IconAlertTriangle size={16} color="var(--mantine-color-error)" />
        <span className={classes["numbers"]} title={error.hint}>
          It cannot be told how uploads are: {error.message}
        </span>
        <Button variant="default" size="compact-xs" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </section>
  );
}
