export { CatalogPage } from "./CatalogPage.tsx";
export { RegisterButton, RegisterItem } from "./RegisterEntries.tsx";
export { TablePage } from "./TablePage.tsx";
export { useCatalogHits } from "./use-catalog-hits.tsx";
