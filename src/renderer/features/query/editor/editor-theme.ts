import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the app's colours; light and dark come through the variables of QueryPage.module.css. */
const look = EditorView.theme({
  "&": {
    height: "100%",
    backgroundColor: "var(--lakeshore-paper)",
    color: "var(--mantine-color-text)",
    fontSize: "13px",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.55" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--mantine-primary-color-filled)" },
  ".cm-line": { padding: "0 12px 0 8px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--mantine-primary-color-filled)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--lakeshore-selected)",
  },
  ".cm-gutters": {
    backgroundColor: "var(--lakeshore-paper)",
    color: "var(--lakeshore-quiet)",
    borderRight: "none",
    fontSize: "12px",
  },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "30px", padding: "0 6px 0 8px" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--lakeshore-hover) 45%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--mantine-color-text)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--lakeshore-selected)", outline: "none" },
  ".cm-selectionMatch": { backgroundColor: "var(--lakeshore-hover)" },
  ".cm-placeholder": { color: "var(--lakeshore-quiet)" },
  ".cm-tooltip": {
    backgroundColor: "var(--lakeshore-panel)",
    border: "1px solid var(--lakeshore-line)",
    borderRadius: "6px",
    color: "var(--mantine-color-text)",
    boxShadow: "var(--mantine-shadow-md)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mantine-font-family-monospace)", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--lakeshore-selected)",
    color: "var(--mantine-color-text)",
  },
  ".cm-completionDetail": { color: "var(--lakeshore-quiet)", fontStyle: "normal", fontSize: "11px" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { padding: "4px 10px", maxWidth: "520px" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--mantine-color-red-6)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--mantine-color-red-6)",
    textDecorationSkipInk: "none",
    textUnderlineOffset: "3px",
  },
  ".cm-panels": { backgroundColor: "var(--lakeshore-panel)", color: "var(--mantine-color-text)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--lakeshore-line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--lakeshore-line)" },
  ".cm-textfield": {
    backgroundColor: "var(--lakeshore-paper)",
    border: "1px solid var(--lakeshore-line)",
    borderRadius: "4px",
    color: "inherit",
  },
  ".cm-button": {
    backgroundColor: "var(--lakeshore-paper)",
    backgroundImage: "none",
    border: "1px solid var(--lakeshore-line)",
    borderRadius: "4px",
    color: "inherit",
  },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--query-keyword)", fontWeight: "600" },
  { tag: tags.typeName, color: "var(--query-type)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--query-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--query-number)" },
  { tag: [tags.lineComment, tags.blockComment], color: "var(--lakeshore-quiet)", fontStyle: "italic" },
  { tag: tags.standard(tags.name), color: "var(--query-type)" },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(colours)];
