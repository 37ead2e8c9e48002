/** Main's log: one line of JSON an event on stderr. Stacks and causes go here and never to the renderer. */
export function log(level: "info" | "warn" | "error", event: string, facts: Record<string, unknown> = {}): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...facts }, errorAsText);
  process.stderr.write(`${line}\n`);
}

function errorAsText(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return value.cause === undefined ? value.stack : { stack: value.stack, cause: value.cause };
}
