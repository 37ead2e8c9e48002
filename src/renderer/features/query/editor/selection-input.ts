import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/**
 * Does itself what is typed or deleted over a selection. CodeMirror would leave it to the browser and read the outcome
 * from the page; but Chromium, when it takes elements away or joins them, writes a style attribute to keep their looks,
 * which the page's policy blocks and reports.
 */
export const selectionInput: Extension = [
  EditorView.domEventHandlers({
    beforeinput(event, view) {
      const text = replacement(event);
      const { from, to, empty } = view.state.selection.main;
      if (text === null || empty || !event.cancelable || event.isComposing || view.state.readOnly) return false;
      event.preventDefault();
      const insert = () =>
        view.state.update(view.state.replaceSelection(view.state.toText(text)), {
          userEvent: text === "" ? "delete.selection" : "input.type",
          scrollIntoView: true,
        });
      // As CodeMirror does with what it has read: such a handler puts a bracket around the selection.
      const isHandled = view.state
        .facet(EditorView.inputHandler)
        .some((handle) => handle(view, from, to, text, insert));
      if (!isHandled) view.dispatch(insert());
      return true;
    },
  }),
  // What is composed cannot be taken over, but finds nothing to replace; CodeMirror does this for several lines only.
  EditorView.domEventObservers({
    compositionstart(_event, view) {
      const { main } = view.state.selection;
      if (!main.empty && !view.state.readOnly) view.dispatch(view.state.replaceSelection(""), { userEvent: "input" });
    },
  }),
];

/** What is to stand for the selection; null for what is no plain change of the text. */
function replacement({ inputType, data }: InputEvent): string | null {
  if (inputType === "insertText") return data;
  return inputType.startsWith("delete") ? "" : null;
}
