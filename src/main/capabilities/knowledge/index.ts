export { KnowledgeService } from "./knowledge-service.ts";
export { knowledgeRouter } from "./router.ts";
