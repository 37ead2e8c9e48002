import type { UploadPlan, UploadSource } from "../../../../shared/contract/transfers.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { nameFold } from "../../../../shared/domain/portable-names.ts";
import type { Lake, StoreEntry } from "../../../lake/ports.ts";
import { zoneOf } from "../../../lake/zone-keys.ts";
import { existingMark } from "../existing-object.ts";
import type { NewItem } from "../ledger/item-ledger.ts";
import type { UploadLedger } from "../ledger/upload-ledger.ts";
import { DestinationLook } from "./destination-look.ts";
import { type FoundItem, type FoundProblem, type Finding, skipped } from "./findings.ts";
import { holdsDestination } from "./own-lake.ts";
import { streamedSources } from "./streamed-sources.ts";
import { walkSources } from "./walk-sources.ts";

export interface PlanRequest {
  planId: string;
  lake: Lake;
  destination: ObjectAddress;
  sources: readonly UploadSource[];
  ledger: UploadLedger;
}

/** Limits of the contract. */
const SHOWN = 1000;
/** Items that are looked up at the destination together and written down in one transaction. */
const BATCH = 256;

/** Goes through the sources, writes each item down in the ledger, and says what an upload would meet. Moves nothing. */
export async function planUpload(request: PlanRequest, signal: AbortSignal): Promise<UploadPlan> {
  const planning = new Planning(request, signal);
  let batch: FoundItem[] = [];
  for await (const finding of findings(request, signal)) {
    if (finding.kind === "problem") planning.report(finding);
    else batch.push(finding);
    if (batch.length < BATCH) continue;
    await planning.take(batch);
    batch = [];
  }
  await planning.take(batch);
  request.ledger.planned(request.planId, planning.leftOut);
  return planning.plan;
}

async function* findings({ lake, destination, sources }: PlanRequest, signal: AbortSignal): AsyncGenerator<Finding> {
  const { location } = zoneOf(lake.definition(), destination.zoneId);
  const folder = destination.path;
  const refuse = await holdsDestination(lake, location + folder, { signal });
  const paths = sources.flatMap((source) => (source.kind === "path" ? [source.path] : []));
  yield* walkSources(paths, { folder, refuse, signal });
  yield* streamedSources(
    sources.filter((source) => source.kind === "stream"),
    folder,
  );
}

class Planning {
  readonly plan: UploadPlan;
  leftOut = 0;
  readonly #request: PlanRequest;
  readonly #signal: AbortSignal;
  readonly #look: DestinationLook;
  readonly #location: string;
  readonly #emptyFolders: string | null;
  #position = 0;

  constructor(request: PlanRequest, signal: AbortSignal) {
    this.#request = request;
    this.#signal = signal;
    const { lake, destination, planId } = request;
    this.#look = new DestinationLook(lake.objects, signal);
    this.#location = zoneOf(lake.definition(), destination.zoneId).location;
    const { emptyFolders } = lake.objects.capabilities();
    this.#emptyFolders = emptyFolders.available ? null : emptyFolders.reason;
    this.plan = { planId, files: 0, bytes: 0, conflicts: [], conflictCount: 0, problems: [], problemCount: 0 };
  }

  report({ path, reason, willSkip }: FoundProblem): void {
    this.plan.problemCount += 1;
    if (willSkip) this.leftOut += 1;
    if (this.plan.problems.length < SHOWN) this.plan.problems.push({ path, reason, willSkip });
  }

  async take(found: readonly FoundItem[]): Promise<void> {
    if (this.#signal.aborted) throw new AppError("CANCELLED", "The upload was given up.");
    const places = await Promise.all(found.map(({ path }) => this.#look.at(this.#location + path)));
    const { ledger, planId } = this.#request;
    const twins = new Map<string, string>();
    const items: NewItem[] = [];
    found.forEach((item, index) => {
      const place = places[index];
      const isFolder = item.path.endsWith("/");
      if (!place || place.kind === "impossible") return this.report(skipped(item.path, place?.reason ?? ""));
      if (isFolder && this.#emptyFolders !== null) return this.report(skipped(item.path, this.#emptyFolders));
      const twin = ledger.items.twin(planId, item.path) ?? twins.get(nameFold(item.path)) ?? null;
      if (isFolder && twin !== null) return;
      twins.set(nameFold(item.path), item.path);
      items.push(this.#newItem(item, place.kind === "taken" ? existingMark(place.by) : null, twin));
      if (isFolder) return;
      this.plan.files += 1;
      this.plan.bytes += item.size;
      if (twin !== null) return this.#reportTwin(item.path, twin);
      if (place.kind === "taken") this.#conflict(item, place.by);
    });
    ledger.items.add(planId, items);
  }

  #newItem({ path, source, size, modified }: FoundItem, existing: string | null, twin: string | null): NewItem {
    this.#position += 1;
    const decision = twin === null ? null : "keep-both";
    return { position: this.#position, path, source, size, modified, existing, decision, numbered: twin === path };
  }

  #reportTwin(path: string, twin: string): void {
    const reason =
      path === twin
        ? "Another file of this upload has the same name. Both are kept: this one gets a number."
        : `On systems that ignore case this is the same name as “${twin}”. Both are kept: where needed, one gets a number.`;
    this.report({ kind: "problem", path, reason, willSkip: false });
  }

  #conflict({ path, size }: FoundItem, by: StoreEntry): void {
    this.plan.conflictCount += 1;
    if (this.plan.conflicts.length >= SHOWN) return;
    const modified = by.kind === "link" ? null : by.modified;
    this.plan.conflicts.push({
      path,
      size,
      existingSize: by.kind === "object" ? by.size : 0,
      existingModified: modified === null ? null : new Date(modified).toISOString(),
    });
  }
}
