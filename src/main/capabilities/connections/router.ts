import { implement } from "@orpc/server";
import { connectionsContract } from "../../../shared/contract/connections.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { ConnectionsService } from "./connections-service.ts";

/** Procedures of the connections capability. */
export function connectionsRouter(connections: ConnectionsService) {
  const os = implement(connectionsContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    list: os.list.handler(() => connections.list()),
    save: os.save.handler(({ input }) => connections.save(input)),
    remove: os.remove.handler(({ input }) => connections.remove(input.connectionId)),
    profiles: os.profiles.handler(() => connections.profiles()),
    buckets: os.buckets.handler(({ input, signal }) => connections.buckets(input.connectionId, options(signal))),
    prefixes: os.prefixes.handler(({ input, signal }) => connections.prefixes(input, options(signal))),
    test: os.test.handler(({ input: { bucket, prefix, ...draft }, signal }) =>
      connections.test(draft, { bucket, prefix }, options(signal)),
    ),
    signIn: os.signIn.handler(({ input, signal }) => connections.signIn(input.connectionId, options(signal))),
    answerMfa: os.answerMfa.handler(({ input }) => connections.answerMfa(input.promptId, input.code)),
    traffic: os.traffic.handler(({ input, signal }) => connections.traffic(input.connectionId, options(signal))),
  };
}
