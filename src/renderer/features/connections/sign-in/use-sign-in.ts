import { useCallback, useEffect, useRef, useState } from "react";
import type { SignInStep } from "../../../../shared/contract/connections.ts";
import { type AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";

interface Progress {
  step: SignInStep | null;
  error: AppError | null;
}

/** Signs in as long as the component lives; tells where it has got to, and starts again on demand. */
export function useSignIn(connectionId: string, onDone: (principal: string) => void) {
  const [progress, setProgress] = useState<Progress>({ step: null, error: null });
  const [attempt, setAttempt] = useState(0);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const run = async () => {
      for await (const step of await client.connections.signIn({ connectionId }, { signal })) {
        if (signal.aborted) return;
        if (step.kind === "done") done.current(step.principal);
        else setProgress({ step, error: null });
      }
    };
    run().catch((error: unknown) => {
      if (!signal.aborted && !isCancellation(error)) setProgress({ step: null, error: appErrorOf(error) });
    });
    return () => controller.abort();
  }, [connectionId, attempt]);
  const again = useCallback(() => {
    setProgress({ step: null, error: null });
    setAttempt((number) => number + 1);
  }, []);
  return { ...progress, again };
}
