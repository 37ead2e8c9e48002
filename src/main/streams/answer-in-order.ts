import type { WorkerAnswer, WorkerMessage } from "./worker-client.ts";

/** The worker's side of a `WorkerClient`: answers messages one after another; what is thrown is an answer too. */
export function answerInOrder<Request, Reply>(
  answer: (request: Request) => Reply,
): (message: WorkerMessage<Request>) => WorkerAnswer<Reply> {
  return ({ id, request }) => {
    try {
      return { id, reply: answer(request) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  };
}
