export { Previews } from "./previews.ts";
export { previewRouter } from "./router.ts";
