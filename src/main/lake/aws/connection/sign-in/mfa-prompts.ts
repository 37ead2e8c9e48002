import { randomUUID } from "node:crypto";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import { abortError } from "../http/stalls.ts";

export interface MfaPrompt {
  promptId: string;
  serial: string;
  code: Promise<string>;
}

/** Codes of MFA devices that sign-ins wait for. */
export class MfaPrompts {
  readonly #waiting = new Map<string, (code: string) => void>();

  /** Waits until the code is typed; the signal ends the wait. */
  ask(serial: string, signal: AbortSignal): MfaPrompt {
    const promptId = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const onAbort = () => reject(abortError(signal));
    this.#waiting.set(promptId, resolve);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    const code = promise.finally(() => {
      this.#waiting.delete(promptId);
      signal.removeEventListener("abort", onAbort);
    });
    return { promptId, serial, code };
  }

  /** NOT_FOUND when nobody waits for it any more. */
  answer(promptId: string, code: string): void {
    const resolve = this.#waiting.get(promptId);
    if (!resolve)
      throw new AppError("NOT_FOUND", "Nobody waits for that code any more.", { hint: "Start the sign-in again." });
    resolve(code.trim());
  }
}
