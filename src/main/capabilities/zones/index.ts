export { ZonesService } from "./zones-service.ts";
export { zonesRouter } from "./router.ts";
