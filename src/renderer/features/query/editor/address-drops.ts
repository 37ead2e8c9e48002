import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { client } from "../../../lib/client.ts";
import { carriesAddress, droppedAddress } from "../../../lib/dragged-address.ts";
import { showError } from "../../../ui/show-error.ts";
import { insertText } from "./active-editor.ts";

/** A dataset that is dropped leaves its SQL name where it was dropped. */
export const addressDrops: Extension = EditorView.domEventHandlers({
  dragover(event) {
    if (!carriesAddress(event.dataTransfer)) return false;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    // The editor's own drop cursor follows the pointer.
    return false;
  },
  drop(event, view) {
    const address = droppedAddress(event.dataTransfer);
    if (!address) return false;
    event.preventDefault();
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
    client.query
      .nameOf(address)
      .then(({ sql }) => insertText(view, sql, Math.min(at, view.state.doc.length)), showError);
    return true;
  },
});
