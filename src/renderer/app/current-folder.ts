import { create } from "zustand";
import type { ObjectAddress } from "../../shared/domain/object-address.ts";

interface CurrentFolder {
  /** The folder that is looked at, to which what is dropped on the window goes; null where there is none. */
  address: ObjectAddress | null;
  set: (address: ObjectAddress | null) => void;
}

export const useCurrentFolder = create<CurrentFolder>((set) => ({ address: null, set: (address) => set({ address }) }));
