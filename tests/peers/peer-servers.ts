import { describe, inject } from "vitest";
import { peerNames, type PeerName, type PeerServer } from "./peer-server.ts";

export type { PeerServer } from "./peer-server.ts";

/** Ceph's RGW: S3 that verifies signatures. To be called in hooks and tests of a `describeWithPeers`. */
export const rgw = (): PeerServer => serverOf("rgw");

/** moto: S3, Glue, Athena, STS and more, which takes any key. To be called in hooks and tests of a `describeWithPeers`. */
export const moto = (): PeerServer => serverOf("moto");

/** The servers that speak S3, to test the same with each. */
export const s3Peers = peerNames.map((name) => ({ name, server: () => serverOf(name) }));

/** A `describe` that is skipped, hooks and all, with the reason, where one of the servers cannot be had. */
export function describeWithPeers(names: readonly PeerName[], title: string, body: () => void): void {
  const reasons = names.flatMap((name) => {
    const peer = inject("peers")[name];
    return "missing" in peer ? [`${name}: ${peer.missing}`] : [];
  });
  const options = { skip: reasons.length > 0, meta: { skipNote: reasons.join("; ") } };
  describe(`${names.join(" and ")}: ${title}`, options, body);
}

function serverOf(name: PeerName): PeerServer {
  const peer = inject("peers")[name];
  if ("missing" in peer) throw new Error(`${name} cannot be had: ${peer.missing}`);
  return peer.server;
}
