import { Checkbox } from "@mantine/core";
import { createContext, useContext } from "react";
import { formatCount } from "../../lib/format.ts";

interface AllChoice {
  chosen: number;
  /** Rows that would be chosen. */
  possible: number;
  toggle: (isWanted: boolean) => void;
}

export const ChooseAllContext = createContext<AllChoice>({ chosen: 0, possible: 0, toggle: () => undefined });

/** The box above the boxes of the rows. */
export function ChooseAll() {
  const { chosen, possible, toggle } = useContext(ChooseAllContext);
  const isWhole = chosen > 0 && chosen >= possible;
  return (
    <Checkbox
      size="xs"
      aria-label={isWhole ? "Choose none" : `Choose all ${formatCount(possible)}`}
      title={isWhole ? "Choose none" : `Choose all ${formatCount(possible)} (Ctrl or ⌘ A)`}
      checked={isWhole}
      indeterminate={chosen > 0 && !isWhole}
      disabled={possible === 0}
      onChange={() => toggle(!isWhole)}
    />
  );
}
