import { useHotkeys } from "@mantine/hooks";

/**
 * Keys of a whole page, wherever the focus is, but not what is written in a field or pressed in a dialog: there a key is
 * left as it is.
 */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  useHotkeys(
    Object.entries(keys).map(([key, act]) => [
      key,
      (event) => {
        if (isElsewhere(event.target)) return;
        event.preventDefault();
        act();
      },
      { preventDefault: false },
    ]),
    [],
  );
}

/** Whether a key goes to a field or a dialog; the box of a row is neither. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("[role=dialog], textarea, [contenteditable=true], input:not([type=checkbox])") !== null;
}
