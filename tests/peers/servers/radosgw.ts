import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { rgwKeys } from "../peer-server.ts";
import { cephConfiguration } from "./ceph-configuration.ts";
import { startDaemon, untilAnswers } from "./daemon.ts";
import { freePort } from "./free-port.ts";
import { installedPrograms, isOnPath, unpackedPrograms, type Programs } from "./programs.ts";
import { run } from "./run.ts";
import type { StartOptions } from "./start-options.ts";
import { unpackPackages } from "./unpacked-packages.ts";

const programNames = ["ceph", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin"];
const packages = ["ceph-common", "ceph-mon", "ceph-osd", "radosgw"];

/**
 * Ceph's S3 server over a cluster of one monitor and one object daemon that keeps everything in memory. It verifies
 * signatures and Content-MD5, answers 412 to If-None-Match, and has versions, tags, multipart and lifecycle. It refuses
 * a streamed body with a checksum trailer (411), and does not verify CRC32.
 */
export async function startRadosgw({ folder, say, signal, keep }: StartOptions): Promise<string> {
  const programs = await findPrograms(say, signal);
  const [port, monitorPort, cluster, osd] = [await freePort(), await freePort(), randomUUID(), randomUUID()];
  const configuration = join(folder, "ceph.conf");
  const monitorMap = join(folder, "monmap");
  await Promise.all(["mon", "osd"].map((name) => mkdir(join(folder, name))));
  await writeFile(configuration, cephConfiguration({ folder, cluster, port, monitorPort, monitorMap, programs }));
  // A daemon that first asks the monitor for its configuration has forgotten the cluster's id after that, and calls
  // that it makes too soon are refused with "wrong fsid" (Ceph's MonMap::build_initial leaves the id out then).
  const options = ["-c", configuration, "--no-mon-config"];
  const command = (name: string, ...args: string[]) => programs.command(name, [...options, ...args]);
  const call = (name: string, ...args: string[]) => {
    const { file, args: all, env } = command(name, ...args);
    return run(file, all, { env, signal });
  };
  const daemon = (name: string, ...args: string[]) =>
    keep(startDaemon(name, command(name, ...args, "-f"), join(folder, `${name}.out`)));

  say("starting a Ceph cluster in memory");
  const address = `[v1:127.0.0.1:${monitorPort}]`;
  await call("monmaptool", "--create", "--clobber", "--fsid", cluster, "--addv", "a", address, monitorMap);
  await Promise.all([
    call("ceph-mon", "-i", "a", "--mkfs", "--monmap", monitorMap),
    call("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd),
  ]);
  const monitor = daemon("ceph-mon", "-i", "a");
  await Promise.race([monitor.ended, repeatedly(() => call("ceph", "osd", "new", osd, "0"), signal)]);
  const store = daemon("ceph-osd", "-i", "0");
  const gateway = daemon("radosgw", "-n", "client.rgw");
  const endpoint = `http://127.0.0.1:${port}`;
  await untilAnswers(endpoint, [monitor, store, gateway], signal);
  const { accessKeyId, secretAccessKey } = rgwKeys;
  const keys = ["--access-key", accessKeyId, "--secret-key", secretAccessKey];
  await call("radosgw-admin", "user", "create", "--uid=test", "--display-name=test", ...keys);
  return endpoint;
}

async function findPrograms(say: (text: string) => void, signal: AbortSignal): Promise<Programs> {
  if (programNames.every((name) => isOnPath(name))) {
    say("taking the Ceph that is installed");
    return installedPrograms;
  }
  const tree = await unpackPackages({ name: "radosgw", suite: "bookworm", packages }, say, signal);
  return unpackedPrograms(tree, { scripts: ["ceph"], libraries: ["ceph"] });
}

/** The "ceph" command asks for a configuration whatever it is told, and may then be refused as daemons are (above). */
async function repeatedly(attempt: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (let left = 20; ; left -= 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await delay(250, undefined, { signal });
    }
  }
}
