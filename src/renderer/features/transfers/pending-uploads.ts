import { create } from "zustand";
import type { ConflictPolicy, UploadPlan } from "../../../shared/contract/transfers.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";
import { byteSender } from "./byte-sender.ts";
import type { Gather } from "./drop-content.ts";
import type { Gathered } from "./gathered-files.ts";

export interface UploadDecision {
  conflict: ConflictPolicy;
  perPath: Record<string, ConflictPolicy>;
}

/** An upload that has not begun: its files are looked for, or a person has to decide something. */
export interface PendingUpload {
  id: number;
  destination: ObjectAddress;
  stage: "reading" | "planning" | "deciding" | "starting";
  /** Files found so far. */
  found: number;
  plan: UploadPlan | null;
  /** Gives it up, or with a decision lets it begin. */
  settle: (decision: UploadDecision | null) => void;
}

interface PendingStore {
  pending: readonly PendingUpload[];
}

export const usePendingUploads = create<PendingStore>(() => ({ pending: [] }));

const noConflict: UploadDecision = { conflict: "keep-both", perPath: {} };
let lastId = 0;

/** Looks through what is to be uploaded, asks where a person has to decide, and starts it. Nothing moves before. */
export async function offerUpload(destination: ObjectAddress, gather: Gather): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const giveUp = () => controller.abort();
  const id = (lastId += 1);
  add({ id, destination, stage: "reading", found: 0, plan: null, settle: giveUp });
  try {
    const gathered = await gather({ signal, onCount: (found) => patch(id, { found }) });
    if (gathered.sources.length === 0 && gathered.problems.length === 0) throw nothingThere();
    patch(id, { stage: "planning", found: gathered.sources.length });
    const plan = await planOf(destination, gathered, signal);
    const decision = plan.conflictCount + plan.problemCount === 0 ? noConflict : await askFor(id, plan);
    if (decision === null) return;
    patch(id, { stage: "starting", settle: giveUp });
    const upload = await client.transfers.start({ planId: plan.planId, ...decision }, { signal });
    byteSender.hold(upload.id, gathered.files);
  } catch (error) {
    if (!signal.aborted) showError(error);
  } finally {
    usePendingUploads.setState(({ pending }) => ({ pending: pending.filter((one) => one.id !== id) }));
  }
}

async function planOf(destination: ObjectAddress, gathered: Gathered, signal: AbortSignal): Promise<UploadPlan> {
  const { sources, problems } = gathered;
  if (sources.length === 0) {
    return { planId: "", files: 0, bytes: 0, conflicts: [], conflictCount: 0, problems, problemCount: problems.length };
  }
  const plan = await client.transfers.plan({ destination, sources }, { signal });
  return {
    ...plan,
    problems: [...problems, ...plan.problems],
    problemCount: problems.length + plan.problemCount,
  };
}

function askFor(id: number, plan: UploadPlan): Promise<UploadDecision | null> {
  return new Promise((settle) => patch(id, { stage: "deciding", plan, settle }));
}

function add(upload: PendingUpload): void {
  usePendingUploads.setState(({ pending }) => ({ pending: [...pending, upload] }));
}

function patch(id: number, part: Partial<PendingUpload>): void {
  usePendingUploads.setState(({ pending }) => ({
    pending: pending.map((one) => (one.id === id ? { ...one, ...part } : one)),
  }));
}

function nothingThere(): AppError {
  return new AppError("INVALID_INPUT", "There is nothing in it to upload.", { hint: "Choose files, or a folder." });
}
