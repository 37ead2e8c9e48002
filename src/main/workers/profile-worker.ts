import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { profileProgram } from "../capabilities/profiles/index-database/profile-program.ts";
import type { ProfileMessage } from "../capabilities/profiles/index-database/profile-protocol.ts";

const { databasePath } = z.object({ databasePath: z.string() }).parse(workerData);
const answer = profileProgram(databasePath);

parentPort?.on("message", (message: ProfileMessage) => parentPort?.postMessage(answer(message)));
