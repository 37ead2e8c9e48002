import type { Connection } from "../../../../shared/domain/connection.ts";
import { GlueCalls } from "./glue-calls.ts";

/**
 * How fast Glue is asked. Its quotas are of an account and region (“AWS Glue endpoints and quotas”), so that all lakes there
 * share one pace; only some sign-ins name their account, and the others stand for themselves.
 */
export class GluePaces {
  readonly #calls = new Map<string, GlueCalls>();

  callsOf({ id, signIn, region, endpoint }: Connection): GlueCalls {
    const account = signIn.kind === "identity-center" ? signIn.accountId : id;
    const key = JSON.stringify([account, region, endpoint?.url ?? null]);
    const known = this.#calls.get(key);
    if (known) return known;
    const made = new GlueCalls();
    this.#calls.set(key, made);
    return made;
  }
}
