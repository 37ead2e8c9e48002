import { modals } from "@mantine/modals";
import { create } from "zustand";

interface ZoneSettings {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

export const useZoneSettings = create<ZoneSettings>((set) => ({ isOpen: false, setOpen: (isOpen) => set({ isOpen }) }));

/** Shows the zones of the lake for change. */
export function openZoneSettings(): void {
  modals.closeAll();
  useZoneSettings.getState().setOpen(true);
}
