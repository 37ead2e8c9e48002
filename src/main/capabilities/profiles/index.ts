export { ProfilesService } from "./profiles-service.ts";
export { profilesRouter } from "./router.ts";
