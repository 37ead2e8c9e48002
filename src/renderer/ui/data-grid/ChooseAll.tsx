import { Checkbox } from "@mantine/core";
import { createContext, useContext } from "react";
import { formatCount } from "../../lib/format.ts";

interface AllChoice {
  chosen: number;
  listed: number;
  /** Rows that can be chosen at once. */
  most: number;
  toggle: (isWanted: boolean) => void;
}

export const ChooseAllContext = createContext<AllChoice>({ chosen: 0, listed: 0, most: 0, toggle: () => undefined });

/** The box above the boxes of the rows. It is full only where everything that is listed is chosen. */
export function ChooseAll() {
  const { chosen, listed, most, toggle } = useContext(ChooseAllContext);
  const isWanted = chosen < Math.min(listed, most);
  const all = listed > most ? `the first ${formatCount(most)}` : `all ${formatCount(listed)}`;
  return (
    <Checkbox
      size="xs"
      aria-label={isWanted ? `Choose ${all}` : "Choose none"}
      title={isWanted ? `Choose ${all} (Ctrl or ⌘ A)` : "Choose none"}
      checked={chosen > 0 && chosen >= listed}
      indeterminate={chosen > 0 && chosen < listed}
      disabled={listed === 0}
      onChange={() => toggle(isWanted)}
    />
  );
}
