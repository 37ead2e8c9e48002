export { CatalogService } from "./catalog-service.ts";
export { catalogRouter } from "./router.ts";
export { proposeTable } from "./table-proposal.ts";
