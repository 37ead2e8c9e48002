/** The way to main, whichever kind of process this is. */
export interface ParentChannel {
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What Electron's utility processes have in place of Node's channel (electronjs.org/docs/latest/api/parent-port). */
interface ParentPort {
  postMessage(message: object): void;
  on(event: "message", listener: (event: { data: unknown }) => void): void;
}

/**
 * Connects to the process that started this one. This process ends when that one is gone: a forked Node notices it, and
 * Electron ends its utility processes itself.
 */
export function parentChannel(): ParentChannel {
  const port = utilityParentPort();
  if (port) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on("message", ({ data }) => listener(data)),
    };
  }
  if (!process.send) throw new Error("The engine is started by Lakeshore and by nothing else.");
  process.on("disconnect", () => process.exit(0));
  return {
    send(message) {
      // A message that cannot be sent means that main is gone, and "disconnect" ends this process.
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => process.on("message", listener),
  };
}

function utilityParentPort(): ParentPort | null {
  const port: unknown = Reflect.get(process, "parentPort");
  return isParentPort(port) ? port : null;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === "object" && value !== null && "postMessage" in value && "on" in value;
}
