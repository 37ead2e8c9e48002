export { QueryButton } from "./QueryButton.tsx";
export { QueryMenuItem } from "./QueryMenuItem.tsx";
export { QueryPage } from "./QueryPage.tsx";
export { useQueryDataset } from "./use-query-dataset.ts";
export { useQueryCommandsAnywhere } from "./use-query-commands-anywhere.ts";
