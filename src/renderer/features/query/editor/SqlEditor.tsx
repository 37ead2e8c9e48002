import { historyField } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { useActiveEditor } from "./active-editor.ts";
import { addressDrops } from "./address-drops.ts";
import { editorSetup } from "./editor-setup.ts";
import type { Names } from "./sql-language.ts";

interface SqlEditorProps {
  tabId: string;
  /** The text at first; the editor has it from then on. */
  text: string;
  names: Names;
  onChange: (text: string) => void;
  onRun: () => void;
  onRunAll: () => void;
  onSave: () => void;
}

/** Cursor, undo and scrolling of tabs that were shown before in this window. */
const kept = new Map<string, { state: unknown; scroll: number }>();

/** The text of one tab. Rendered anew (by key) for another tab. */
export function SqlEditor(props: SqlEditorProps) {
  const { tabId, text } = props;
  const host = useRef<HTMLDivElement>(null);
  const current = useRef(props);
  useEffect(() => {
    current.current = props;
  });
  const first = useRef(text);

  useEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const before = kept.get(tabId);
    const extensions = [
      editorSetup({
        names: {
          vocabulary: () => current.current.names.vocabulary(),
          columnsOf: (table) => current.current.names.columnsOf(table),
        },
        onRun: () => current.current.onRun(),
        onRunAll: () => current.current.onRunAll(),
        onSave: () => current.current.onSave(),
      }),
      addressDrops,
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) current.current.onChange(state.doc.toString());
      }),
    ];
    const view = new EditorView({ parent, state: stateOf(first.current, before?.state, extensions) });
    if (before) view.scrollDOM.scrollTop = before.scroll;
    // Whoever goes along the tabs by keys, or types into the palette meanwhile, stays there.
    if (document.activeElement === document.body) view.focus();
    useActiveEditor.getState().set(view);
    return () => {
      kept.set(tabId, { state: view.state.toJSON({ history: historyField }), scroll: view.scrollDOM.scrollTop });
      useActiveEditor.getState().set(null);
      view.destroy();
    };
  }, [tabId]);

  return <div ref={host} style={{ height: "100%" }} />;
}

/** The state as it was left, when its text is still the tab's. */
function stateOf(text: string, before: unknown, extensions: Extension): EditorState {
  if (before !== undefined) {
    const state = EditorState.fromJSON(before, { extensions }, { history: historyField });
    if (state.doc.toString() === text) return state;
  }
  return EditorState.create({ doc: text, extensions });
}
