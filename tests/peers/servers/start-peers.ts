import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { peerNames, peerServer, type PeerName, type Peers } from "../peer-server.ts";
import { answers } from "./answers.ts";

const program = join(import.meta.dirname, "serve.ts");

/** Where the servers run, and how to end those that were started here. */
export interface StartedPeers {
  peers: Peers;
  stop: () => Promise<void>;
}

/**
 * Takes the servers that RGW_URL and MOTO_URL name, and starts the others in a process that outlives no one. `needed`
 * are those that matter; no other is looked for or started.
 */
export async function startPeers(needed: readonly PeerName[] = peerNames): Promise<StartedPeers> {
  const given = new Map<PeerName, string>();
  for (const name of needed) {
    const variable = `${name.toUpperCase()}_URL`;
    const url = process.env[variable];
    if (!url) continue;
    if (!(await answers(url, AbortSignal.timeout(10_000)))) throw new Error(`${variable} is ${url}: nothing answers`);
    given.set(name, url.replace(/\/+$/, ""));
  }
  const wanted = needed.filter((name) => !given.has(name));
  const { found, stop } = await serve(wanted);
  const find = (name: PeerName) => {
    if (!needed.includes(name)) return { missing: "it was not asked for" };
    const endpoint = given.get(name);
    if (endpoint !== undefined) return { server: peerServer(name, endpoint) };
    return found.get(name) ?? { missing: "the process that starts it ended" };
  };
  return { peers: { rgw: find("rgw"), moto: find("moto") }, stop };
}

const line = z.union([
  z.object({ name: z.enum(peerNames), endpoint: z.string() }),
  z.object({ name: z.enum(peerNames), missing: z.string() }),
]);

async function serve(names: readonly PeerName[]) {
  const found = new Map<PeerName, Peers[PeerName]>();
  if (names.length === 0) return { found, stop: () => Promise.resolve() };
  if (process.platform === "win32") {
    for (const name of names) {
      found.set(name, { missing: `on Windows a server is only taken from ${name.toUpperCase()}_URL` });
    }
    return { found, stop: () => Promise.resolve() };
  }
  // In a session of its own it is not hit by the Ctrl-C that ends this process, and ends in order after it.
  const child = spawn(process.execPath, [program, "--while-stdin-is-open", ...names], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const text of createInterface({ input: child.stdout })) {
    const told = line.parse(JSON.parse(text));
    found.set(told.name, "endpoint" in told ? { server: peerServer(told.name, told.endpoint) } : told);
    if (found.size === names.length) break;
  }
  return { found, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.stdin?.end();
  await exited;
}
