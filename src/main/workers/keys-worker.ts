import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { keysProgram } from "../capabilities/inventory/key-index/keys-program.ts";
import type { KeysMessage } from "../capabilities/inventory/key-index/keys-protocol.ts";

const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData);
const answer = keysProgram(databasePath);

parentPort?.on("message", (message: KeysMessage) => parentPort?.postMessage(answer(message)));
