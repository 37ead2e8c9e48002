import { create } from "zustand";

/** Part of the page that the preview takes, as a share; kept over restarts. */
const KEY = "lakeshore:preview-share";
const DEFAULT = 0.54;
const LEAST = 0.25;
const MOST = 0.8;

interface PanelWidth {
  share: number;
  setShare: (share: number) => void;
}

export const usePanelWidth = create<PanelWidth>((set) => ({
  share: kept(localStorage.getItem(KEY)),
  setShare: (share) => {
    const within = withinBounds(share);
    localStorage.setItem(KEY, String(within));
    set({ share: within });
  },
}));

function withinBounds(share: number): number {
  return Math.min(MOST, Math.max(LEAST, share));
}

function kept(text: string | null): number {
  const share = Number(text ?? Number.NaN);
  return Number.isFinite(share) ? withinBounds(share) : DEFAULT;
}
