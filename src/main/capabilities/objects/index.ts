export { ObjectsService } from "./objects-service.ts";
export { objectsRouter } from "./router.ts";
