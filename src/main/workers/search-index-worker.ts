import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { indexProgram } from "../capabilities/catalog/search-index/index-program.ts";
import type { IndexMessage } from "../capabilities/catalog/search-index/index-protocol.ts";

const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData);
const answer = indexProgram(databasePath);

parentPort?.on("message", (message: IndexMessage) => parentPort?.postMessage(answer(message)));
