export { ConnectionsService } from "./connections-service.ts";
export { connectionsRouter } from "./router.ts";
