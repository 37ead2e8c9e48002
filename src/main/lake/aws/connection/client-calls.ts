import type { HttpHandlerOptions, MiddlewareStack } from "@smithy/types";
import type { CredentialMemo } from "./sign-in/credential-memo.ts";
import type { ServiceHandler } from "./http/service-handler.ts";
import { abortError } from "./http/stalls.ts";

/** What all clients of the SDK have. */
export interface ServiceClient<I extends object, O extends object> {
  middlewareStack: MiddlewareStack<I, O>;
  send(command: never, options?: HttpHandlerOptions): Promise<unknown>;
  destroy(): void;
}

/** Has a client's calls counted by their operation, made again with new keys when theirs expired, and cancelled at once. */
export function attendCalls<I extends object, O extends object>(
  client: ServiceClient<I, O>,
  { handler, credentials }: { handler: ServiceHandler; credentials: CredentialMemo },
): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const call = () => handler.ofOperation(operationName(commandName), () => next(args));
        return hasStream(args.input) ? call() : credentials.withFreshKeys(call, isExpired);
      },
    { step: "initialize", name: "lakeshoreCalls" },
  );
  const send: ServiceClient<I, O>["send"] = client.send.bind(client);
  client.send = (command, options) => untilAborted(send(command, options), options?.abortSignal);
}

function operationName(commandName: string | undefined): string {
  return commandName?.replace(/Command$/, "") ?? "request";
}

/** What was read from a stream cannot be sent again. */
function hasStream(input: object): boolean {
  return "Body" in input && typeof input.Body === "object" && !(input.Body instanceof Uint8Array);
}

/** Keys that their maker revoked, or that a server's clock finds too old, before we do. */
function isExpired(error: unknown): boolean {
  return error instanceof Error && /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/.test(error.name);
}

/**
 * The SDK looks at the signal only while a request is on its way: not while it waits for another try, nor while a
 * program or a metadata service is asked for keys.
 */
async function untilAborted<T>(answer: Promise<T>, signal: HttpHandlerOptions["abortSignal"]): Promise<T> {
  if (!(signal instanceof AbortSignal)) return answer;
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => {
    // An answer that comes too late must not hold its socket.
    answer.then(discard, () => undefined);
    aborted.reject(abortError(signal));
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([answer, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function discard(answer: unknown): void {
  if (typeof answer !== "object" || answer === null || !("Body" in answer)) return;
  const { Body } = answer;
  if (typeof Body === "object" && Body !== null && "destroy" in Body && typeof Body.destroy === "function") {
    Body.destroy();
  }
}
