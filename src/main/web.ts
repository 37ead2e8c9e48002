import { homedir } from "node:os";
import { join } from "node:path";
import { AppError } from "../shared/domain/app-error.ts";
import packageJson from "../../package.json" with { type: "json" };
import { parseCommandLine, usage } from "./hosts/command-line.ts";
import { defaultUserDataFolder } from "./hosts/host-paths.ts";
import { startWebHost } from "./hosts/web/web-host.ts";
import { log } from "./log.ts";

/** The browser host: serves the app on 127.0.0.1 until it is told to stop. */
async function main(): Promise<void> {
  const { env, platform } = process;
  const commandLine = parseCommandLine(process.argv.slice(2), env);
  if (commandLine.help) {
    process.stdout.write(usage);
    return;
  }
  // This file is built to out/main/web.js.
  const built = import.meta.dirname;
  const host = await startWebHost({
    version: packageJson.version,
    userData: commandLine.userData ?? defaultUserDataFolder({ platform, env, homeFolder: homedir() }),
    startLakePath: commandLine.lakePath,
    port: commandLine.port,
    rendererFolder: join(built, "../renderer"),
    built: { resources: join(built, "../../resources"), programs: built },
  });
  process.stdout.write(`Lakeshore is ready in your browser: ${host.url}\n`);

  let stopping = false;
  const stop = () => {
    // Asked twice: do not wait for what is still under way.
    if (stopping) process.exit(1);
    stopping = true;
    host.close().then(() => process.exit(0), fail);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
}

function fail(error: unknown): void {
  if (error instanceof AppError) process.stderr.write([error.message, error.hint ?? ""].join("\n").trimEnd() + "\n");
  else log("error", "the browser host stopped", { error });
  process.exit(1);
}

process.on("unhandledRejection", (error) => log("error", "a promise failed unnoticed", { error }));
main().catch(fail);
