export { InventoryService } from "./inventory-service.ts";
export { findingsRouter } from "./findings/findings-router.ts";
export { inventoryRouter } from "./router.ts";
