import { fork } from "node:child_process";
import type { ForkedProcess, ForkOptions } from "../../host-services.ts";
import { childEnvironment } from "../child-environment.ts";

/** Starts a Node program with the structured clone of messages and nothing of this process's environment. */
export function forkEngine({ entry, env }: ForkOptions): ForkedProcess {
  const child = fork(entry, {
    env: childEnvironment(env),
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    // The program could not be started: there is no "exit" then.
    child.once("error", () => {
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      // A failure to send is the end of the process, which "exit" tells.
      if (child.connected) child.send(toSerializable(message), () => {});
    },
    onMessage: (listener) => child.on("message", (message: unknown) => listener(message)),
    onExit: (listener) => void exited.then(listener),
    kill: () => child.kill("SIGKILL"),
  };
}

function toSerializable(message: unknown): object {
  if (typeof message === "object" && message !== null) return message;
  throw new TypeError("Messages to an engine are objects.");
}
