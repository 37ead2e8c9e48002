import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { PreviewPanel } from "../preview/index.ts";
import { usePanelWidth } from "./panel-width.ts";
import { PanelDivider } from "./PanelDivider.tsx";
import classes from "./ZonePage.module.css";

/** A look at the one thing that is selected. */
export function SelectionPanel({ address, onClose }: { address: ObjectAddress; onClose: () => void }) {
  const share = usePanelWidth((store) => store.share);
  return (
    <>
      <PanelDivider />
      <aside className={classes["panel"]} style={{ flexBasis: `${100 * share}%` }} aria-label="Preview">
        <PreviewPanel key={address.path} address={address} onClose={onClose} />
      </aside>
    </>
  );
}
