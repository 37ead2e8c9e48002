import { utilityProcess } from "electron";
import type { ForkedProcess, ForkOptions } from "../../host-services.ts";
import { childEnvironment } from "../child-environment.ts";

/** Starts a Node program as a utility process: with the RunAsNode fuse off, a fork cannot run Node in a packaged app. */
export function forkEngine({ entry, serviceName, env }: ForkOptions): ForkedProcess {
  const child = utilityProcess.fork(entry, [], { serviceName, env: childEnvironment(env), stdio: "inherit" });
  let isGone = false;
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code) => {
      isGone = true;
      resolve({ code, signal: null });
    });
  });
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (!isGone) child.postMessage(message, []);
    },
    onMessage: (listener) => child.on("message", (message: unknown) => listener(message)),
    onExit: (listener) => void exited.then(listener),
    kill() {
      // utilityProcess.kill() sends SIGTERM, which a stopped process does not get.
      if (child.pid !== undefined && !isGone) process.kill(child.pid, "SIGKILL");
    },
  };
}
