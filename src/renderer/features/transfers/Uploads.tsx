import { useCallback, useEffect, useSyncExternalStore } from "react";
import { client } from "../../lib/client.ts";
import { useStream } from "../../lib/use-stream.ts";
import { byteSender } from "./byte-sender.ts";
import { DropLayer } from "./DropLayer.tsx";
import { rated } from "./rated-uploads.ts";
import { PendingBars } from "./PendingBars.tsx";
import { PendingUploadDialog } from "./PendingUploadDialog.tsx";
import { UploadDock } from "./UploadDock.tsx";
import { UploadsUnknown } from "./UploadsUnknown.tsx";

/** All uploads of the app: takes what is dropped, asks, sends the bytes that main awaits, and shows how far it is. */
export function Uploads() {
  const uploads = useStream(
    useCallback(
      async (options: { signal: AbortSignal }) => rated(await client.transfers.watch(undefined, options)),
      [],
    ),
  );
  const { value } = uploads;
  useEffect(() => {
    if (value) byteSender.follow(value);
  }, [value]);
  useWarningBeforeLeaving();
  return (
    <>
      <DropLayer />
      <PendingUploadDialog />
      <PendingBars />
      {uploads.error ? (
        <UploadsUnknown error={uploads.error} onRetry={uploads.retry} />
      ) : (
        <UploadDock uploads={value ?? []} />
      )}
    </>
  );
}

/** A page that goes away takes the bytes with it that it has not sent. */
function useWarningBeforeLeaving(): void {
  useSyncExternalStore(byteSender.subscribe, byteSender.version);
  const isSending = byteSender.isSending;
  useEffect(() => {
    if (!isSending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isSending]);
}
