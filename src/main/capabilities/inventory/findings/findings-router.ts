import { implement } from "@orpc/server";
import { findingsContract } from "../../../../shared/contract/findings.ts";
import { callSignal } from "../../../streams/call-signal.ts";
import type { Findings } from "./findings.ts";

/** Procedures of what columns mean. */
export function findingsRouter(findings: Findings) {
  const os = implement(findingsContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    list: os.list.handler(async ({ input: { lakeId, ...filter }, signal }) => {
      const { findings: found, kinds, count } = await findings.list(lakeId, filter, options(signal));
      return { findings: [...found], kinds: [...kinds], count };
    }),
    at: os.at.handler(async ({ input: { lakeId, zoneId, path }, signal }) => [
      ...(await findings.at(lakeId, zoneId, path, options(signal))),
    ]),
    decide: os.decide.handler(async ({ input, signal }) => ({
      decided: await findings.decide(input.lakeId, input.findings, input.verdict, options(signal)),
    })),
    tryClassifier: os.tryClassifier.handler(({ input: { classifier, values }, signal }) =>
      findings.tryClassifier(classifier, values, options(signal)),
    ),
  };
}
