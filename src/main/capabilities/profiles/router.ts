import { implement } from "@orpc/server";
import { profilesContract } from "../../../shared/contract/profiles.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { ProfilesService } from "./profiles-service.ts";

/** Procedures of the profiles capability. */
export function profilesRouter(profiles: ProfilesService) {
  const os = implement(profilesContract);
  return {
    start: os.start.handler(({ input, signal }) => profiles.start(input, { signal: callSignal(signal) })),
    get: os.get.handler(({ input, signal }) => profiles.get(input.address, { signal: callSignal(signal) })),
    columns: os.columns.handler(({ input: { address, ...page }, signal }) =>
      profiles.columns(address, page, { signal: callSignal(signal) }),
    ),
  };
}
