import { useEffect, useRef, useState } from "react";
import type { TestStep } from "../../../../shared/contract/connections.ts";
import { type AppError, isCancellation } from "../../../../shared/domain/app-error.ts";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import { withStep } from "./step-list.ts";

/** What is tried: a connection, saved or not, and the place in it. */
export interface TestSubject {
  connection: Connection;
  /** Null is the one that is kept. */
  secretKey: string | null;
  bucket: string | null;
  prefix: string;
}

interface Run {
  steps: readonly TestStep[];
  isRunning: boolean;
  /** Why it broke off. */
  error: AppError | null;
}

const notRun: Run = { steps: [], isRunning: false, error: null };

/** Tries a connection and follows the steps; leaving the page cancels. */
export function useConnectionTest() {
  const [run, setRun] = useState(notRun);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (subject: TestSubject): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    // What a test tells that was replaced by another is of no interest.
    const update = (change: (run: Run) => Run) => running.current === controller && setRun(change);
    setRun({ ...notRun, isRunning: true });
    try {
      for await (const told of await client.connections.test(subject, { signal })) {
        update((now) => ({ ...now, steps: withStep(now.steps, told) }));
      }
      update((now) => ({ ...now, isRunning: false }));
    } catch (error) {
      const known = isCancellation(error) || signal.aborted ? null : appErrorOf(error);
      update(({ steps }) => ({
        steps: steps.filter(({ state }) => state !== "running"),
        isRunning: false,
        error: known,
      }));
    }
  };
  return { ...run, start, cancel: () => running.current?.abort() };
}
