import { AppError } from "../../../../shared/domain/app-error.ts";
import type { HostServices } from "../../../host-services.ts";
import type { BrowserPulse } from "./browser-pulse.ts";
import type { Stored } from "./store-item.ts";

/** How long the browser is waited for, in milliseconds. */
export interface Patience {
  /** Until it begins to send a file that was asked for, counted from the last that anything came from a browser. */
  begin: number;
  /** Between two pieces of a file. */
  next: number;
}

export interface ReceiveRequest {
  accept: NonNullable<HostServices["acceptUpload"]>;
  patience: Patience;
  pulse: BrowserPulse;
  path: string;
  signal: AbortSignal;
  onAddress: (url: string) => void;
  onBegin: () => void;
  store: (body: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<Stored>;
}

/** "unsent": nothing came; the page is gone, or does not have the file. */
export type Received = Stored | { state: "unsent" };

/** Opens an address for the bytes of one file and stores what is sent there. UNAVAILABLE or TIMEOUT when it breaks off. */
export async function receiveBytes(request: ReceiveRequest): Promise<Received> {
  const { accept, patience, pulse, path, signal, onAddress, onBegin, store } = request;
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  let hasBegun = false;
  let isStalled = false;
  const address = accept(async (body, sender) => {
    hasBegun = true;
    pulse.beat();
    clearTimeout(waiting);
    onBegin();
    const onStall = () => {
      isStalled = true;
      address.close();
    };
    try {
      resolve(await store(unlessStalled(body, pulse, patience.next, onStall), AbortSignal.any([sender, signal])));
    } catch (error) {
      const brokeOff = sender.aborted && !signal.aborted;
      const failure = isStalled ? stalled(path, patience.next) : brokeOff ? brokenOff(path, error) : error;
      reject(failure);
      throw failure;
    }
  });
  const giveUp = () => {
    const left = patience.begin - pulse.silence();
    if (left > 0) waiting = setTimeout(giveUp, left);
    else resolve({ state: "unsent" });
  };
  let waiting = setTimeout(giveUp, patience.begin);
  const onAbort = () => {
    address.close();
    // What is being stored ends by the signal, when its unfinished file is gone.
    if (!hasBegun) reject(new AppError("CANCELLED", "The upload was cancelled."));
  };
  signal.addEventListener("abort", onAbort, { once: true });
  onAddress(address.url);
  try {
    return await promise;
  } finally {
    clearTimeout(waiting);
    signal.removeEventListener("abort", onAbort);
    if (!hasBegun) address.close();
  }
}

/** The time that storing a piece takes does not count: only the sender is waited for. */
async function* unlessStalled(
  body: AsyncIterable<Uint8Array>,
  pulse: BrowserPulse,
  patience: number,
  onStall: () => void,
): AsyncGenerator<Uint8Array> {
  let timer = setTimeout(onStall, patience);
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      pulse.beat();
      yield chunk;
      timer = setTimeout(onStall, patience);
    }
  } finally {
    clearTimeout(timer);
  }
}

function stalled(path: string, patience: number): AppError {
  const seconds = Math.round(patience / 1000);
  return new AppError("TIMEOUT", `The browser sent nothing more of “${path}” for ${seconds} seconds.`, {
    hint: "Retry, or drop the file again.",
    retryable: true,
  });
}

function brokenOff(path: string, cause: unknown): AppError {
  return new AppError("UNAVAILABLE", `The browser stopped sending “${path}”.`, {
    hint: "Retry, or drop the file again.",
    retryable: true,
    cause,
  });
}
