import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

/** The lake: the one colour that means "you can act on this". */
const lake: MantineColorsTuple = [
  "#e9f6f7",
  "#d3eaec",
  "#a5d4d9",
  "#74bdc4",
  "#4da9b2",
  "#3499a3",
  "#23868f",
  "#196f78",
  "#105b63",
  "#06464d",
];

/** Cool greys, so that data stands out and nothing else does. */
const gray: MantineColorsTuple = [
  "#f7f9fa",
  "#eff2f4",
  "#e3e8eb",
  "#d2d9de",
  "#b4bec6",
  "#8d9aa5",
  "#6b7883",
  "#4d5862",
  "#333c44",
  "#1c2329",
];

const dark: MantineColorsTuple = [
  "#d5dce1",
  "#aab5bd",
  "#86939d",
  "#5f6c76",
  "#3d4851",
  "#2c353d",
  "#222a31",
  "#1a2127",
  "#141a1f",
  "#0e1317",
];

export const theme = createTheme({
  primaryColor: "lake",
  primaryShade: { light: 7, dark: 5 },
  colors: { lake, gray, dark },
  fontFamily:
    "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "19px" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "24px" }, h2: { fontSize: "18px" }, h3: { fontSize: "15px" } },
  },
  defaultRadius: "sm",
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs" } },
    NumberInput: { defaultProps: { size: "xs" } },
    Checkbox: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Tooltip: { defaultProps: { openDelay: 500, withArrow: true, fz: "xs" } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: { fontWeight: 600, overflowWrap: "anywhere" } },
    },
    Menu: { defaultProps: { shadow: "md", withinPortal: true } },
  },
});

/** Mantine's own tints for the dark are near black for the lake and glaring for red: these lie on the paper instead. */
const tints = Object.fromEntries(
  ["lake", "red", "orange", "yellow", "green", "teal", "gray"].flatMap((color) => [
    [`--mantine-color-${color}-light`, `color-mix(in srgb, var(--mantine-color-${color}-5) 20%, transparent)`],
    [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--mantine-color-${color}-5) 28%, transparent)`],
  ]),
);

/** Surfaces of the app, darkest at the edge: chrome, panel, and the paper that data lies on. */
export const surfaces: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--lakeshore-chrome": "#f1f4f6",
    "--lakeshore-panel": "#f8fafb",
    "--lakeshore-paper": "#ffffff",
    "--lakeshore-line": "#e0e6ea",
    "--lakeshore-hover": "#e7edf0",
    "--lakeshore-selected": "#d8eaec",
    "--lakeshore-quiet": "#5c6872",
  },
  dark: {
    "--lakeshore-chrome": "#12181c",
    "--lakeshore-panel": "#171e23",
    "--lakeshore-paper": "#1b2329",
    "--lakeshore-line": "#2b343b",
    "--lakeshore-hover": "#232c33",
    "--lakeshore-selected": "#1d4047",
    "--lakeshore-quiet": "#93a1ab",
    ...tints,
  },
});
