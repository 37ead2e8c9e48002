import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { PreviewPanel } from "../preview/index.ts";
import classes from "./ZonePage.module.css";

/** A look at the one thing that is selected. */
export function SelectionPanel({ address, onClose }: { address: ObjectAddress; onClose: () => void }) {
  return (
    <aside className={classes["panel"]} aria-label="Preview">
      <PreviewPanel key={address.path} address={address} onClose={onClose} />
    </aside>
  );
}
