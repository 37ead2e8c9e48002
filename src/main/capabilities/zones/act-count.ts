/** How far an act on a selection is: what was looked at, and what it was done to. */
export interface ActCount {
  seen: number;
  done: number;
}
