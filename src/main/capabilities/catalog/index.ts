export { CatalogService } from "./catalog-service.ts";
export { catalogRouter } from "./router.ts";
