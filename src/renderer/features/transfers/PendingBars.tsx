import { Button, Loader } from "@mantine/core";
import { plural } from "../../lib/format.ts";
import { useFolderLabel } from "./folder-label.ts";
import { type PendingUpload, usePendingUploads } from "./pending-uploads.ts";
import classes from "./UploadDock.module.css";

/** Uploads whose files are being looked at: a line each, until they begin or a person has to decide. */
export function PendingBars() {
  const pending = usePendingUploads((store) => store.pending);
  return pending
    .filter(({ stage }) => stage !== "deciding")
    .map((upload) => <PendingBar key={upload.id} upload={upload} />);
}

function PendingBar({ upload }: { upload: PendingUpload }) {
  const label = useFolderLabel(upload.destination);
  return (
    <section className={`${classes["dock"]} ${classes["bar"]}`} aria-label={`Preparing the upload to ${label}`}>
      <Loader size={14} />
      <span className={classes["title"]}>Preparing the upload to {label}</span>
      <span className={`${classes["numbers"]} figures`}>
        {upload.found > 0 && `${plural(upload.found, "file")} found`}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => upload.settle(null)}>
        Cancel
      </Button>
    </section>
  );
}
