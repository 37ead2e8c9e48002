import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { tableIndexProgram } from "../lake/aws/glue-catalog/index-database/table-index-program.ts";
import type { TableIndexMessage } from "../lake/aws/glue-catalog/index-database/table-index-protocol.ts";

const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData);
const answer = tableIndexProgram(databasePath);

parentPort?.on("message", (message: TableIndexMessage) => parentPort?.postMessage(answer(message)));
