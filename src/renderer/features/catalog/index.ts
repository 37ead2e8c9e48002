export { useCatalogHits } from "./use-catalog-hits.tsx";
