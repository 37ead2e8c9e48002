/** The third-party servers that peer tests talk to: Ceph's RGW for S3, moto for S3 and other services of AWS. */
export const peerNames = ["rgw", "moto"] as const;
export type PeerName = (typeof peerNames)[number];

export interface PeerServer {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  pathStyle: boolean;
  /** When the SDK is to send and ask for checksums. */
  checksums: "WHEN_REQUIRED" | "WHEN_SUPPORTED";
}

/** What was found of each: a server, or the reason why there is none. */
export type Peers = Record<PeerName, { server: PeerServer } | { missing: string }>;

/** Of the one user that the started RGW has. */
export const rgwKeys = {
  accessKeyId: process.env["RGW_ACCESS_KEY_ID"] ?? "AKTEST",
  secretAccessKey: process.env["RGW_SECRET_ACCESS_KEY"] ?? "SKTEST",
};

/** How clients talk to a server at this address. */
export function peerServer(name: PeerName, endpoint: string): PeerServer {
  const common = { endpoint, region: "us-east-1", pathStyle: true };
  return name === "rgw"
    ? { ...common, ...rgwKeys, checksums: "WHEN_REQUIRED" }
    : { ...common, accessKeyId: "testing", secretAccessKey: "testing", checksums: "WHEN_SUPPORTED" };
}
