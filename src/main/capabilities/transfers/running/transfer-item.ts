import { AppError } from "../../../../shared/domain/app-error.ts";
import type { HostServices } from "../../../host-services.ts";
import type { Lake } from "../../../lake/ports.ts";
import { pathOf, zoneOf } from "../../../lake/zone-keys.ts";
import { existingAt } from "../existing-object.ts";
import type { ItemOutcome, LedgerItem, LedgerUpload } from "../ledger/ledger-rows.ts";
import type { ActiveItem } from "../tracked-upload.ts";
import type { BrowserPulse } from "./browser-pulse.ts";
import { type Patience, type Received, receiveBytes } from "./receive-bytes.ts";
import { sendFile } from "./send-file.ts";
import { placeFor, storeItem } from "./store-item.ts";
import { storeUnlessStored } from "./stored-before.ts";

export interface ItemContext {
  lake: Lake;
  accept: HostServices["acceptUpload"];
  patience: Patience;
  pulse: BrowserPulse;
  upload: LedgerUpload;
  signal: AbortSignal;
  onMove: () => void;
  /** Writes down what the store needs to go on with the item. */
  keepResume: (state: string | null) => void;
  /** Asked once the signal has ended the item: true when a later run goes on with it. */
  goesOnLater: () => boolean;
}

export type ItemResult =
  | { kind: "outcome"; outcome: ItemOutcome }
  /** The browser did not begin to send it. */
  | { kind: "unsent" }
  /** `sourceFailed`: the file could not be read, as opposed to stored. */
  | { kind: "failed"; error: unknown; sourceFailed: boolean };

/** Brings one item to its place. Tells on `active` how far it is, and never throws. */
export async function transferItem(active: ActiveItem, context: ItemContext): Promise<ItemResult> {
  const { item } = active;
  if (item.path.endsWith("/")) return makeFolder(item, context);
  return item.source === null ? receive(active, context) : send(active, { ...item, source: item.source }, context);
}

async function makeFolder(item: LedgerItem, { lake, upload, signal }: ItemContext): Promise<ItemResult> {
  const key = zoneOf(lake.definition(), upload.zoneId).location + item.path;
  const made = done(item, item.size, { storedAs: null, replaced: false });
  try {
    if ((await existingAt(lake.objects, key, { signal })) === null) await lake.objects.createFolder(key, { signal });
    return made;
  } catch (error) {
    return { kind: "failed", error, sourceFailed: false };
  }
}

async function send(
  active: ActiveItem,
  item: LedgerItem & { source: string },
  context: ItemContext,
): Promise<ItemResult> {
  let sourceFailed = false;
  try {
    const sending = sendFile({ ...context, item, store: storeFacts(active, context) });
    const stored = await sending.run().finally(() => {
      sourceFailed = sending.sourceFailed;
    });
    return outcomeOf(item, sending.size, stored, context);
  } catch (error) {
    return { kind: "failed", error, sourceFailed };
  }
}

async function receive(active: ActiveItem, context: ItemContext): Promise<ItemResult> {
  const { item } = active;
  const { accept, patience, pulse, lake, onMove, signal } = context;
  try {
    if (!accept) throw new AppError("UNSUPPORTED", "This app reads files itself.", { hint: "Drop the file again." });
    const facts = { ...storeFacts(active, context), objects: lake.objects, size: item.size };
    const store = item.doubtful ? storeUnlessStored : storeItem;
    // A file that will be skipped need not be sent.
    if ((await placeFor(facts)) === null) return outcomeOf(item, item.size, { state: "skipped" }, context);
    const stored = await receiveBytes({
      accept,
      patience,
      pulse,
      path: item.path,
      signal,
      onAddress(url) {
        Object.assign(active, { state: "awaiting-bytes", uploadUrl: url });
        onMove();
      },
      onBegin() {
        Object.assign(active, { state: "running", uploadUrl: null });
        onMove();
      },
      store: (body, sender) => store({ ...facts, body, again: null, signal: sender }),
    });
    return outcomeOf(item, item.size, stored, context);
  } catch (error) {
    return { kind: "failed", error, sourceFailed: false };
  }
}

function storeFacts(active: ActiveItem, { lake, upload, signal, onMove }: ItemContext) {
  const { path, existing, numbered, decision } = active.item;
  return {
    key: zoneOf(lake.definition(), upload.zoneId).location + path,
    policy: decision ?? upload.policy,
    existing,
    numbered,
    signal,
    onProgress(bytes: number) {
      active.sent = bytes;
      onMove();
    },
  };
}

function outcomeOf(item: LedgerItem, size: number, stored: Received, { lake, upload }: ItemContext): ItemResult {
  if (stored.state === "unsent") return { kind: "unsent" };
  if (stored.state === "skipped") {
    const outcome = { ...untouched(item, size), state: "skipped" as const };
    return { kind: "outcome", outcome };
  }
  const path = pathOf(zoneOf(lake.definition(), upload.zoneId), stored.key);
  return done(item, size, { storedAs: path === item.path ? null : path, replaced: stored.replaced });
}

function done(item: LedgerItem, size: number, stored: Pick<ItemOutcome, "storedAs" | "replaced">): ItemResult {
  return { kind: "outcome", outcome: { ...untouched(item, size), state: "done", sent: size, ...stored } };
}

function untouched({ position }: LedgerItem, size: number): ItemOutcome {
  return { position, size, state: "waiting", sent: 0, storedAs: null, replaced: false, error: null, doubtful: false };
}
