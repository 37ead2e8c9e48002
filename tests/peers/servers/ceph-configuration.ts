import { join } from "node:path";
import type { Programs } from "./programs.ts";

export interface ClusterChoice {
  folder: string;
  cluster: string;
  port: number;
  monitorPort: number;
  monitorMap: string;
  programs: Programs;
}

/** What Ceph keeps at most; it takes only what is stored. */
const MEMORY_BYTES = 6 * 2 ** 30;

/** The ceph.conf of one node that needs no keys of its own, no systemd and no user "ceph", and listens on loopback only. */
export function cephConfiguration(choice: ClusterChoice): string {
  const { folder, cluster, port, monitorPort, monitorMap, programs } = choice;
  return [
    "[global]",
    `fsid = ${cluster}`,
    `monmap = ${monitorMap}`,
    "ms bind msgr2 = false",
    "public addr = 127.0.0.1",
    "cluster addr = 127.0.0.1",
    "auth cluster required = none",
    "auth service required = none",
    "auth client required = none",
    "auth allow insecure global id reclaim = true",
    "mon allow pool size one = true",
    "mon warn on pool no redundancy = false",
    "mon data avail crit = 1",
    "osd pool default size = 1",
    "osd pool default min size = 1",
    "osd pool default pg num = 8",
    "osd pool default pgp num = 8",
    "osd pool default pg autoscale mode = off",
    "osd crush chooseleaf type = 0",
    "osd objectstore = memstore",
    `memstore device bytes = ${MEMORY_BYTES}`,
    ...pluginFolders(programs),
    `run dir = ${folder}`,
    `crash dir = ${folder}`,
    "admin socket =",
    `log file = ${join(folder, "$name.log")}`,
    `mon cluster log file = ${join(folder, "cluster.log")}`,
    "[mon.a]",
    `mon data = ${join(folder, "mon")}`,
    `public addr = 127.0.0.1:${monitorPort}`,
    "[osd.0]",
    `osd data = ${join(folder, "osd")}`,
    "[client.rgw]",
    `rgw frontends = beast endpoint=127.0.0.1:${port}`,
    "rgw enable usage log = false",
    // Deleted parts would else take memory for two hours.
    "rgw gc obj min wait = 60",
    "rgw gc processor period = 60",
    "rgw gc processor max time = 60",
    "",
  ].join("\n");
}

/** Ceph has the folders of its plug-ins compiled in. */
function pluginFolders({ libraryFolder }: Programs): string[] {
  if (libraryFolder === null) return [];
  return [
    `osd class dir = ${join(libraryFolder, "rados-classes")}`,
    `erasure code dir = ${join(libraryFolder, "ceph", "erasure-code")}`,
    `plugin dir = ${join(libraryFolder, "ceph")}`,
  ];
}
