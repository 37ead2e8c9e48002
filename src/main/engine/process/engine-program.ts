import { mkdirSync, rmSync } from "node:fs";
import { inspect } from "node:util";
import type { AppErrorData } from "../../../shared/domain/app-error.ts";
import { toEngineError } from "../duckdb-errors.ts";
import { ToEngine, type EngineCall, type EngineSettings, type FromEngine } from "../engine-protocol.ts";
import { arrangeResult } from "./arrange-result.ts";
import { analyse } from "./analyse.ts";
import type { CallContext } from "./call.ts";
import { explainQuestion } from "./explain-question.ts";
import type { ParentChannel } from "./parent-channel.ts";
import { runQuestion } from "./run-question.ts";
import { runScript } from "./trusted-rows.ts";
import { writeRowsToFile } from "./write-file.ts";

/** Progress reaches main no more often than it can be seen. */
const progressEveryMs = 100;

/** Answers main's calls until this process ends. */
export function serveCalls(channel: ParentChannel, settings: EngineSettings): void {
  // What an earlier process of this role left when it was killed.
  rmSync(settings.spillFolder, { recursive: true, force: true });
  mkdirSync(settings.spillFolder, { recursive: true });
  const send = (message: FromEngine) => channel.send(message);
  const running = new Map<number, AbortController>();
  channel.onMessage((received) => {
    const message = ToEngine.safeParse(received);
    if (!message.success) throw new Error(`A message from main cannot be read: ${message.error.message}`);
    if (message.data.kind === "cancel") return running.get(message.data.id)?.abort();
    const { id, call } = message.data;
    const stop = new AbortController();
    running.set(id, stop);
    send({ kind: "begun", id });
    const context = { settings, signal: stop.signal, onProgress: progressSender(id, send) };
    perform(call, context)
      .then(
        (answer) => send({ kind: "done", id, answer }),
        (error: unknown) => send({ kind: "failed", id, error: errorData(error, stop.signal) }),
      )
      .finally(() => running.delete(id));
  });
  setInterval(() => send({ kind: "alive", memoryBytes: process.memoryUsage.rss() }), settings.heartbeatMs);
  send({ kind: "ready" });
}

async function perform(call: EngineCall, context: CallContext): Promise<unknown> {
  switch (call.operation) {
    case "script":
      return runScript(call, context);
    case "write":
      return writeRowsToFile(call, context);
    case "analyse":
      return analyse(call, context);
    case "explain":
      return explainQuestion(call, context);
    case "ask":
      return runQuestion(call, context);
    case "arrange":
      return arrangeResult(call, context);
  }
}

/** Causes do not cross. A failure nobody foresaw goes to stderr, which is main's log. */
function errorData(error: unknown, signal: AbortSignal): AppErrorData {
  const known = toEngineError(error, signal);
  if (known.code === "INTERNAL") process.stderr.write(`engine: ${inspect(known)}\n`);
  return known.toData();
}

function progressSender(id: number, send: (message: FromEngine) => void): CallContext["onProgress"] {
  let sentAt = 0;
  return (progress) => {
    const now = performance.now();
    if (now - sentAt < progressEveryMs) return;
    sentAt = now;
    send({ kind: "progress", id, progress });
  };
}
