type LogSink = (line: string) => void;

const sinks: LogSink[] = [(line) => process.stderr.write(line)];

/** Sends each line of the log to one more place. A place that fails is dropped: a full disk must not stop the app. */
export function addLogSink(sink: LogSink): void {
  sinks.push(sink);
}

/** Main's log: one line of JSON an event on stderr. Stacks and causes go here and never to the renderer. */
export function log(level: "info" | "warn" | "error", event: string, facts: Record<string, unknown> = {}): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...facts }, errorAsText);
  for (const sink of sinks) {
    try {
      sink(`${line}\n`);
    } catch (error) {
      sinks.splice(sinks.indexOf(sink), 1);
      log("warn", "the log cannot be kept", { error });
      return;
    }
  }
}

function errorAsText(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return value.cause === undefined ? value.stack : { stack: value.stack, cause: value.cause };
}
