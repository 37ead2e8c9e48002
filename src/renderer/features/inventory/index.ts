export { InventoryPage } from "./InventoryPage.tsx";
