export { InventoryService } from "./inventory-service.ts";
export { inventoryRouter } from "./router.ts";
