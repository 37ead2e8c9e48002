import type { EditorView } from "@codemirror/view";
import { create } from "zustand";

interface ActiveEditor {
  view: EditorView | null;
  set: (view: EditorView | null) => void;
}

/** The editor that is shown, for what acts on it from beside it. */
export const useActiveEditor = create<ActiveEditor>((set) => ({ view: null, set: (view) => set({ view }) }));

/** Goes to the editor once the tab that was asked for is shown; who types into a field by then stays there. */
export function focusEditor(): void {
  const focus = () => {
    if (!(document.activeElement instanceof HTMLInputElement)) useActiveEditor.getState().view?.focus();
  };
  requestAnimationFrame(() => requestAnimationFrame(focus));
}

/** Puts a text where the cursor is, or at a place, with blanks around it where it would run into a word. */
export function insertText(view: EditorView, text: string, at?: number): void {
  const { from, to } = at === undefined ? view.state.selection.main : { from: at, to: at };
  const before = view.state.sliceDoc(Math.max(0, from - 1), from);
  const after = view.state.sliceDoc(to, to + 1);
  const insert = `${/[\p{L}\p{N}_"]/u.test(before) ? " " : ""}${text}${/[\p{L}\p{N}_"]/u.test(after) ? " " : ""}`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: "input.drop",
  });
  view.focus();
}
