import { useEffect } from "react";
import { create } from "zustand";

export interface Command {
  id: string;
  label: string;
  /** Under which heading the palette shows it. */
  group: string;
  /** Shown beside the label, for example "Ctrl+Enter". */
  keys?: string;
  run: () => void;
}

interface CommandStore {
  byOwner: Readonly<Record<string, readonly Command[]>>;
  set: (owner: string, commands: readonly Command[]) => void;
  remove: (owner: string) => void;
}

export const useCommandStore = create<CommandStore>((set) => ({
  byOwner: {},
  set: (owner, commands) => set(({ byOwner }) => ({ byOwner: { ...byOwner, [owner]: commands } })),
  remove: (owner) =>
    set(({ byOwner }) => ({ byOwner: Object.fromEntries(Object.entries(byOwner).filter(([key]) => key !== owner)) })),
}));

/** Puts commands into the palette while the component is shown. `commands` is remembered by the caller (useMemo). */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    const { set, remove } = useCommandStore.getState();
    set(owner, commands);
    return () => remove(owner);
  }, [owner, commands]);
}
