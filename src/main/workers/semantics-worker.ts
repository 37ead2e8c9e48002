import { parentPort } from "node:worker_threads";
import { semanticsProgram } from "../capabilities/inventory/findings/semantics-program.ts";
import type { SemanticsRequest } from "../capabilities/inventory/findings/semantics-protocol.ts";
import { answerInOrder } from "../streams/answer-in-order.ts";
import type { WorkerMessage } from "../streams/worker-client.ts";

/** Looks at values that strangers made, off the main thread. */
const answer = answerInOrder(semanticsProgram());

parentPort?.on("message", (message: WorkerMessage<SemanticsRequest>) => parentPort?.postMessage(answer(message)));
