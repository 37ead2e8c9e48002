import { themeQuartz } from "ag-grid-community";

/** In pixels. */
export const ROW_HEIGHT = 28;

/** AG Grid in the app's colours; it follows light and dark through Mantine's variables. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: "inherit",
  fontSize: 13,
  headerFontSize: 12,
  headerFontWeight: 600,
  rowHeight: ROW_HEIGHT,
  headerHeight: 32,
  spacing: 6,
  cellHorizontalPadding: 10,
  accentColor: "var(--mantine-primary-color-filled)",
  backgroundColor: "var(--lakeshore-paper)",
  foregroundColor: "var(--mantine-color-text)",
  headerBackgroundColor: "var(--lakeshore-panel)",
  headerTextColor: "var(--lakeshore-quiet)",
  borderColor: "var(--lakeshore-line)",
  rowHoverColor: "var(--lakeshore-hover)",
  selectedRowBackgroundColor: "var(--lakeshore-selected)",
  oddRowBackgroundColor: "var(--lakeshore-paper)",
  browserColorScheme: "inherit",
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  borderRadius: 4,
});
