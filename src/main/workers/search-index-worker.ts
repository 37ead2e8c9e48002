import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import type { IndexAnswer, IndexMessage } from "../capabilities/catalog/search-index/index-protocol.ts";
import { SearchIndex } from "../capabilities/catalog/search-index/search-index.ts";

const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData);
const index = new SearchIndex(databasePath);

parentPort?.on("message", (message: IndexMessage) => parentPort?.postMessage(answer(message)));

function answer({ id, request }: IndexMessage): IndexAnswer {
  try {
    return { id, reply: index.answer(request) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
