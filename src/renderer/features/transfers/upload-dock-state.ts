import { create } from "zustand";

interface UploadDockState {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

/** Whether the list of uploads is unfolded. */
export const useUploadDockState = create<UploadDockState>((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}));
