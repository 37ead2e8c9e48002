export { QueryService } from "./query-service.ts";
export { queryRouter } from "./router.ts";
