import type { TestProject } from "vitest/node";
import type { Peers } from "./peer-server.ts";
import { startPeers } from "./servers/start-peers.ts";

declare module "vitest" {
  export interface ProvidedContext {
    peers: Peers;
  }
  export interface TaskMeta {
    /** Why a test is skipped (see scripts/test-run/outcome-reporter.mjs). */
    skipNote?: string;
  }
}

/** Starts the servers once for all files, and hands their addresses to the tests (see peer-servers.ts). */
export default async function setUpPeers(project: TestProject): Promise<() => Promise<void>> {
  const { peers, stop } = await startPeers();
  project.provide("peers", peers);
  return stop;
}
