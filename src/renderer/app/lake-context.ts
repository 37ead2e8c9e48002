import { createContext, useContext } from "react";
import type { LakeState } from "../../shared/contract/lakes.ts";

export const LakeContext = createContext<LakeState | null>(null);

/** The lake that is open in this part of the app. */
export function useLake(): LakeState {
  const lake = useContext(LakeContext);
  if (!lake) throw new Error("useLake outside of a lake");
  return lake;
}
