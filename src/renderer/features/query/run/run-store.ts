import { create } from "zustand";
import type { AppError } from "../../../../shared/domain/app-error.ts";
import type { Statement } from "./statement.ts";

/** What a tab's run in this window has come to, besides the executions that it started. */
export interface Run {
  /** Where in the text each statement that was asked for begins. */
  offsets: readonly number[];
  /** Until the last one has ended, or one has failed. */
  isGoingOn: boolean;
  /** The statement that main would not start, and why. */
  refused: { statement: Statement; error: AppError } | null;
  /** What stands behind a statement that failed or was cancelled. */
  notRun: readonly Statement[];
}

interface RunStore {
  byTab: Readonly<Record<string, Run>>;
  /** Which of a tab's executions is shown, by its place; the last where none is said. */
  shown: Readonly<Record<string, number>>;
  setRun: (tabId: string, run: Run) => void;
  show: (tabId: string, place: number) => void;
}

export const useRunStore = create<RunStore>((set) => ({
  byTab: {},
  shown: {},
  setRun: (tabId, run) => set(({ byTab }) => ({ byTab: { ...byTab, [tabId]: run } })),
  show: (tabId, place) => set(({ shown }) => ({ shown: { ...shown, [tabId]: place } })),
}));
