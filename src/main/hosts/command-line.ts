import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../../shared/domain/app-error.ts";

export interface CommandLine {
  /** Null when none was named. */
  port: number | null;
  /** Absolute path of a lake to open at start. */
  lakePath: string | null;
  /** Absolute path. */
  userData: string | null;
  help: boolean;
}

export const usage = `Usage: npm run web -- [--port N] [--lake PATH] [--user-data PATH]

  --port N          listen on this port of 127.0.0.1 (0: any free one)
  --lake PATH       open this folder as a lake at start
  --user-data PATH  keep the app's own data here (also: LAKESHORE_USER_DATA)
`;

const options = {
  port: { type: "string" },
  lake: { type: "string" },
  "user-data": { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

type Environment = Record<string, string | undefined>;

/** Reads the arguments after the program's name. INVALID_INPUT for what is not understood. */
export function parseCommandLine(args: readonly string[], env: Environment): CommandLine {
  try {
    return fromValues(parseArgs({ args: [...args], options }).values, env);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("INVALID_INPUT", reason, { hint: usage, cause });
  }
}

/** Reads the arguments of a desktop app, among which Chromium's, the system's and the app's own path are found too. */
export function parseDesktopCommandLine(args: readonly string[], env: Environment): CommandLine {
  const { values } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true });
  return fromValues(
    Object.fromEntries(Object.entries(values).filter(([key]) => key in options && key !== "port")),
    env,
  );
}

/** Relative paths are taken from the folder where the command was given, which npm passes in INIT_CWD. */
function fromValues(values: Record<string, unknown>, env: Environment): CommandLine {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  const here = env["INIT_CWD"] ?? process.cwd();
  const absolute = (path: string | null) => (path === null ? null : resolve(here, path));
  return {
    port: text(values["port"]) === null ? null : parsePort(String(values["port"])),
    lakePath: absolute(text(values["lake"])),
    userData: absolute(text(values["user-data"]) ?? text(env["LAKESHORE_USER_DATA"])),
    help: values["help"] === true,
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new AppError("INVALID_INPUT", `"${text}" is not a port.`, { hint: "Name a number from 0 to 65535." });
}
