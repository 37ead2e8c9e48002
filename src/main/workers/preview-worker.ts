import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker } from "../capabilities/preview/worker/preview-protocol.ts";
import { previewProgram } from "../capabilities/preview/worker/worker-program.ts";

/** Parses files that strangers made, off the main thread and within a memory limit of its own. */
const receive = previewProgram((message) => parentPort?.postMessage(message, []));
parentPort?.postMessage({ kind: "ready" } satisfies FromWorker, []);
parentPort?.on("message", (message: ToWorker) => receive(message));
