export { transfersRouter } from "./router.ts";
export { TransfersService } from "./transfers-service.ts";
