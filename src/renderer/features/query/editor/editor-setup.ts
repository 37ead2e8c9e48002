import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  crosshairCursor,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
} from "@codemirror/view";
import { cspNonce } from "../../../lib/csp-nonce.ts";
import { editorTheme } from "./editor-theme.ts";
import { selectionInput } from "./selection-input.ts";
import { type Names, completeSql, duckdbDialect } from "./sql-language.ts";

interface SetupOptions {
  names: Names;
  onRun: () => void;
  onRunAll: () => void;
  onSave: () => void;
}

const hint =
  "SELECT … FROM zone.table\n\nType a query, or drag a table here. Ctrl+Enter runs the statement at the cursor.";

/** All of the editor but its text. */
export function editorSetup({ names, onRun, onRunAll, onSave }: SetupOptions): Extension {
  const command = (key: string, act: () => void) => ({
    key,
    preventDefault: true,
    stopPropagation: true,
    run: (view: EditorView) => {
      closeCompletion(view);
      act();
      return true;
    },
  });
  return [
    EditorView.cspNonce.of(cspNonce()),
    keymap.of([
      command("Mod-Shift-Enter", onRunAll),
      command("Mod-Enter", onRun),
      command("Mod-s", onSave),
      { key: "Tab", run: acceptCompletion },
    ]),
    lineNumbers(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    dropCursor(),
    selectionInput,
    EditorState.allowMultipleSelections.of(true),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [completeSql(names)], maxRenderedOptions: 60, icons: true }),
    rectangularSelection(),
    crosshairCursor(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    placeholder(hint),
    duckdbDialect.extension,
    duckdbDialect.language.data.of({ commentTokens: { line: "--", block: { open: "/*", close: "*/" } } }),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({ "aria-label": "SQL" }),
    editorTheme,
  ];
}
