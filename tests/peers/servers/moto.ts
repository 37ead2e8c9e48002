import { join } from "node:path";
import { startDaemon, untilAnswers } from "./daemon.ts";
import { freePort } from "./free-port.ts";
import { installedPrograms, isOnPath, unpackedPrograms, type Programs } from "./programs.ts";
import { run } from "./run.ts";
import type { StartOptions } from "./start-options.ts";
import { unpackPackages } from "./unpacked-packages.ts";

/** Debian's python3-moto recommends, but does not depend on, what its server needs. */
const packages = ["moto", "boto3", "flask", "flask-cors", "pyparsing", "yaml", "joserfc", "openapi-spec-validator"];

/**
 * moto's server: S3, Glue, Athena, STS, Lake Formation, CloudTrail, Firehose and Kinesis in memory. Any key is accepted.
 * There is no Glue SearchTables and no CloudTrail LookupEvents; Athena runs no SQL, but answers with rows that were
 * queued before with POST /moto-api/static/athena/query-results.
 */
export async function startMoto({ folder, say, signal, keep }: StartOptions): Promise<string> {
  const programs = await findPrograms(say, signal);
  const port = await freePort();
  const command = programs.command("moto_server", ["-H", "127.0.0.1", "-p", String(port)]);
  const server = keep(startDaemon("moto_server", command, join(folder, "moto.log")));
  await untilAnswers(`http://127.0.0.1:${port}/moto-api/`, [server], signal);
  return `http://127.0.0.1:${port}`;
}

async function findPrograms(say: (text: string) => void, signal: AbortSignal): Promise<Programs> {
  if (isOnPath("moto_server")) {
    try {
      await run("moto_server", ["--help"], { signal });
      say("taking the moto_server on the PATH");
      return installedPrograms;
    } catch (error) {
      signal.throwIfAborted();
      say(`the moto_server on the PATH does not work (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  const choice = { name: "moto", suite: "trixie", packages: packages.map((name) => `python3-${name}`) };
  return unpackedPrograms(await unpackPackages(choice, say, signal), { scripts: ["moto_server"] });
}
