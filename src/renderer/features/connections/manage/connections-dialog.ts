import { modals } from "@mantine/modals";
import { create } from "zustand";

interface ConnectionsDialogState {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

export const useConnectionsDialog = create<ConnectionsDialogState>((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}));

/** Shows the connections that are set up, for change. */
export function openConnections(): void {
  modals.closeAll();
  useConnectionsDialog.getState().setOpen(true);
}
