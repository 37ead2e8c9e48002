export type { DatasetDescription } from "./dataset-description.ts";
export { Previews } from "./previews.ts";
export { previewRouter } from "./router.ts";
