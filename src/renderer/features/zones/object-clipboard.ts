import { create } from "zustand";

export type TransferMode = "copy" | "move";

export interface ObjectClipboard {
  mode: TransferMode;
  lakeId: string;
  zoneId: string;
  paths: string[];
}

interface ClipboardStore {
  content: ObjectClipboard | null;
  set: (content: ObjectClipboard | null) => void;
}

/** Objects that were copied or cut, to be pasted in another folder or zone. */
export const useObjectClipboard = create<ClipboardStore>((set) => ({
  content: null,
  set: (content) => set({ content }),
}));
