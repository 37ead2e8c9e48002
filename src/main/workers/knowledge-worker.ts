import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { knowledgeProgram } from "../capabilities/knowledge/store/knowledge-program.ts";
import type { KnowledgeMessage } from "../capabilities/knowledge/store/knowledge-protocol.ts";

const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData);
const answer = knowledgeProgram(databasePath);

parentPort?.on("message", (message: KnowledgeMessage) => parentPort?.postMessage(answer(message)));
