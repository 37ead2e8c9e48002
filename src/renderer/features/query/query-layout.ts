import { create } from "zustand";
import { persist } from "zustand/middleware";

export type PanelTab = "data" | "saved" | "history";

interface QueryLayout {
  /** Part of the height that the editor has, of 0 to 1. */
  editorShare: number;
  /** Null while the panel at the side is closed. */
  panel: PanelTab | null;
  setEditorShare: (share: number) => void;
  setPanel: (panel: PanelTab | null) => void;
}

/** How the person has arranged the page; the same for every lake. */
export const useQueryLayout = create<QueryLayout>()(
  persist(
    (set) => ({
      editorShare: 0.4,
      panel: "data",
      setEditorShare: (editorShare) => set({ editorShare: Math.min(0.85, Math.max(0.12, editorShare)) }),
      setPanel: (panel) => set({ panel }),
    }),
    { name: "lakeshore.query-layout", partialize: ({ editorShare, panel }) => ({ editorShare, panel }) },
  ),
);
