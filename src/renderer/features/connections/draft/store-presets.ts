import type { Endpoint, SignIn } from "../../../../shared/domain/connection.ts";

export type StoreId = "aws" | NonNullable<Endpoint["store"]>;
export type SignInKind = SignIn["kind"];

/** What is known beforehand of a kind of store. */
export interface StorePreset {
  id: StoreId;
  label: string;
  /** To begin with, and others to choose from. */
  region: string;
  regions: readonly string[];
  /** Null is AWS itself, which has no address of its own. */
  endpoint: Pick<Endpoint, "pathStyle" | "checksums"> | null;
  /** The address where it follows from region and account; "" where the person has to type it. */
  addressOf: (from: { region: string; account: string }) => string;
  /** What an address looks like, where it has to be typed. */
  example: string;
  needsAccount: boolean;
  /** Hosts that belong to it. */
  hosts: RegExp | null;
  /** Ways to sign in, likeliest first. */
  signIns: readonly SignInKind[];
}

const typed = () => "";
const keysFirst: readonly SignInKind[] = ["keys", "profile", "environment", "anonymous"];

/**
 * Checksums "when required" where the documentation of the store names gaps: Backblaze (“S3-Compatible API”, unsupported
 * headers x-amz-checksum-*), Cloudflare R2 (“S3 API compatibility”, examples of the AWS SDK), Ceph RGW (answers 411 to a
 * streamed body with a trailer). Path style: Wasabi recommends it (“REST API introduction”), and it works with all of them.
 */
const sparing = { pathStyle: true, checksums: "when-required" } as const;

export const storePresets: readonly StorePreset[] = [
  {
    id: "aws",
    label: "Amazon S3",
    region: "us-east-1",
    regions: awsRegions(),
    endpoint: null,
    addressOf: typed,
    example: "",
    needsAccount: false,
    hosts: null,
    signIns: ["profile", "identity-center", "environment", "machine", "keys", "anonymous"],
  },
  {
    id: "minio",
    label: "MinIO",
    region: "us-east-1",
    regions: [],
    endpoint: { pathStyle: true, checksums: "when-supported" },
    addressOf: typed,
    example: "https://minio.example.org:9000",
    needsAccount: false,
    hosts: null,
    signIns: keysFirst,
  },
  {
    id: "ceph",
    label: "Ceph (RADOS Gateway)",
    region: "us-east-1",
    regions: [],
    endpoint: sparing,
    addressOf: typed,
    example: "https://rgw.example.org",
    needsAccount: false,
    hosts: null,
    signIns: keysFirst,
  },
  {
    id: "r2",
    label: "Cloudflare R2",
    region: "auto",
    regions: ["auto"],
    endpoint: sparing,
    addressOf: ({ account }) => (account === "" ? "" : `https://${account}.r2.cloudflarestorage.com`),
    example: "https://<account id>.r2.cloudflarestorage.com",
    needsAccount: true,
    hosts: /\.r2\.cloudflarestorage\.com$/,
    signIns: keysFirst,
  },
  {
    id: "b2",
    label: "Backblaze B2",
    region: "us-west-004",
    regions: ["us-west-000", "us-west-001", "us-west-002", "us-west-004", "us-east-005", "eu-central-003"],
    endpoint: sparing,
    addressOf: ({ region }) => `https://s3.${region}.backblazeb2.com`,
    example: "https://s3.us-west-004.backblazeb2.com",
    needsAccount: false,
    hosts: /\.backblazeb2\.com$/,
    signIns: keysFirst,
  },
  {
    id: "wasabi",
    label: "Wasabi",
    region: "us-east-1",
    regions: ["us-east-1", "us-east-2", "us-west-1", "eu-central-1", "eu-central-2", "eu-west-1", "ap-northeast-1"],
    endpoint: sparing,
    addressOf: ({ region }) => `https://s3.${region}.wasabisys.com`,
    example: "https://s3.us-east-1.wasabisys.com",
    needsAccount: false,
    hosts: /(?:^|\.)wasabisys\.com$/,
    signIns: keysFirst,
  },
  {
    id: "other",
    label: "Another store that speaks S3",
    region: "us-east-1",
    regions: [],
    endpoint: sparing,
    addressOf: typed,
    example: "https://s3.example.org",
    needsAccount: false,
    hosts: null,
    signIns: keysFirst,
  },
];

export function presetOf(store: StoreId): StorePreset {
  const preset = storePresets.find(({ id }) => id === store);
  if (!preset) throw new Error(`There is no kind of store called ${store}.`);
  return preset;
}

/** The kind of store that an endpoint belongs to, as the person said it or else as far as its host tells. */
export function storeOf(endpoint: Pick<Endpoint, "url" | "store"> | null): StoreId {
  if (!endpoint) return "aws";
  if (endpoint.store !== undefined) return endpoint.store;
  const { hostname } = new URL(endpoint.url);
  return storePresets.find(({ hosts }) => hosts?.test(hostname))?.id ?? "other";
}

function awsRegions(): string[] {
  const numbered = {
    us: ["east-1", "east-2", "west-1", "west-2"],
    eu: ["central-1", "central-2", "north-1", "south-1", "south-2", "west-1", "west-2", "west-3"],
    ap: ["east-1", "northeast-1", "northeast-2", "northeast-3", "south-1", "southeast-1", "southeast-2", "southeast-3"],
    ca: ["central-1", "west-1"],
    sa: ["east-1"],
    me: ["central-1", "south-1"],
    af: ["south-1"],
    il: ["central-1"],
  };
  return Object.entries(numbered).flatMap(([area, names]) => names.map((name) => `${area}-${name}`));
}
