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

/**
 * Reads the arguments after the program's name. Relative paths are taken from the folder where the command was given,
 * which npm passes in INIT_CWD. INVALID_INPUT for what is not understood.
 */
export function parseCommandLine(args: readonly string[], env: Record<string, string | undefined>): CommandLine {
  const { port, lake, help, "user-data": userData } = parse(args);
  const here = env["INIT_CWD"] ?? process.cwd();
  const absolute = (path: string | undefined) => (path === undefined || path === "" ? null : resolve(here, path));
  return {
    port: port === undefined ? null : parsePort(port),
    lakePath: absolute(lake),
    userData: absolute(userData ?? env["LAKESHORE_USER_DATA"]),
    help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        lake: { type: "string" },
        "user-data": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("INVALID_INPUT", reason, { hint: usage, cause });
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new AppError("INVALID_INPUT", `"${text}" is not a port.`, { hint: "Name a number from 0 to 65535." });
}
