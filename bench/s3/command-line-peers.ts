import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { PeakMemory } from "./peak-memory.ts";
import type { MeasuredServer } from "./rgw-bucket.ts";

/** What one run took, the start of the program included. */
export interface Run {
  milliseconds: number;
  peakBytes: number;
}

/** A program that people have for S3, with the settings it comes with. */
export interface CommandLinePeer {
  name: string;
  run: (...args: string[]) => Promise<Run>;
}

/** rclone of Debian's package where it is installed, else of the PATH; the remote is called "peer". Null without one. */
export async function findRclone(server: MeasuredServer): Promise<CommandLinePeer | null> {
  return find("rclone", ["version"], {
    RCLONE_CONFIG: "",
    RCLONE_CONFIG_PEER_TYPE: "s3",
    RCLONE_CONFIG_PEER_PROVIDER: "Ceph",
    RCLONE_CONFIG_PEER_ENDPOINT: server.endpoint,
    RCLONE_CONFIG_PEER_REGION: server.region,
    RCLONE_CONFIG_PEER_ACCESS_KEY_ID: server.accessKeyId,
    RCLONE_CONFIG_PEER_SECRET_ACCESS_KEY: server.secretAccessKey,
  });
}

/** The AWS CLI, found the same way. */
export async function findAwsCli(server: MeasuredServer): Promise<CommandLinePeer | null> {
  return find("aws", ["--version"], {
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    AWS_DEFAULT_REGION: server.region,
    // Of the versions that know it; RGW refuses the trailer otherwise.
    AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
  });
}

async function find(name: string, askVersion: string[], env: NodeJS.ProcessEnv): Promise<CommandLinePeer | null> {
  const file = existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : name;
  try {
    const { stdout } = await promisify(execFile)(file, askVersion);
    console.error(`beside ${stdout.split("\n")[0] ?? name}`);
  } catch {
    console.error(`${name} is not installed, so nothing is measured beside it`);
    return null;
  }
  return { name, run: (...args) => measure(file, args, { ...withoutOwnSettings(process.env), ...env }) };
}

/** A person's profiles, certificates and proxies are not part of the comparison. */
function withoutOwnSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(aws_|rclone_)|_proxy$/i.test(name)));
}

async function measure(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const start = performance.now();
  const child = spawn(file, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const memory = new PeakMemory(child.pid ?? 0);
  const [code] = await once(child, "exit");
  const milliseconds = performance.now() - start;
  const peakBytes = await memory.stop();
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${String(code)}`);
  return { milliseconds, peakBytes };
}
