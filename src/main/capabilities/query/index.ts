export { athenaRouter } from "./athena-router.ts";
export { QueryService } from "./query-service.ts";
export { queryRouter } from "./router.ts";
