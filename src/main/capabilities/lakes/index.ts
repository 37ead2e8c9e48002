export { LakesService } from "./lakes-service.ts";
export { lakesRouter } from "./router.ts";
