import { useEffect } from "react";
import type { Upload } from "../../../shared/contract/transfers.ts";
import { onSignedIn } from "../../lib/sign-ins.ts";
import { retryUpload } from "./upload-acts.ts";

/** Uploads that pause because a session expired go on once the person has signed in again, also while none is shown. */
export function useResumeAfterSignIn(uploads: readonly Upload[]): void {
  useEffect(
    () =>
      onSignedIn(() => {
        for (const upload of uploads) {
          if (upload.state === "paused" && upload.error?.code === "AUTH_REQUIRED") retryUpload(upload);
        }
      }),
    [uploads],
  );
}
