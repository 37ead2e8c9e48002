import { hostname, userInfo } from "node:os";
import type { Identity } from "../ports.ts";

/** Who the person is on a folder lake: the user of the operating system, on this machine. */
export class OsIdentity implements Identity {
  async whoAmI(): Promise<{ principal: string; displayName: string }> {
    const { username } = userInfo();
    return { principal: `${username}@${hostname()}`, displayName: username };
  }
}
