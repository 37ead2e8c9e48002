import { Connection, type Endpoint, isLoopback, type SignIn } from "../../../../shared/domain/connection.ts";
import { BucketName } from "../../../../shared/domain/lake-place.ts";
import { presetOf, type SignInKind, type StoreId, storeOf } from "./store-presets.ts";

/** A connection as it is filled in: every field keeps what was typed, also while another choice hides it. */
export interface ConnectionDraft {
  id: string;
  store: StoreId;
  name: string;
  region: string;
  /** Part of the address of some stores. */
  account: string;
  address: string;
  pathStyle: boolean;
  checksums: "when-supported" | "when-required";
  caFile: string;
  allowPlainHttp: boolean;
  services: "s3" | "aws";
  signIn: SignInKind;
  profile: string;
  startUrl: string;
  ssoRegion: string;
  accountId: string;
  roleName: string;
  accessKeyId: string;
  /** "" leaves the one that is kept. */
  secretKey: string;
  buckets: readonly string[];
}

const blank = {
  name: "",
  account: "",
  caFile: "",
  allowPlainHttp: false,
  services: "s3" as const,
  profile: "",
  startUrl: "",
  ssoRegion: "us-east-1",
  accountId: "",
  roleName: "",
  accessKeyId: "",
  secretKey: "",
  buckets: [] as readonly string[],
};

export function newDraft(id: string, store: StoreId): ConnectionDraft {
  return { ...blank, id, ...settingsOf(store) };
}

/** The draft for another kind of store; what was typed and still fits is kept. */
export function withStore(draft: ConnectionDraft, store: StoreId): ConnectionDraft {
  const settings = settingsOf(store, draft.account);
  // What is usual for AWS is not for other stores, and the other way round.
  const staysAlike = (draft.store === "aws") === (store === "aws") && presetOf(store).signIns.includes(draft.signIn);
  return { ...draft, ...settings, signIn: staysAlike ? draft.signIn : settings.signIn };
}

/** Changes fields; the address follows region and account as long as nobody typed another one. */
export function changed(draft: ConnectionDraft, part: Partial<ConnectionDraft>): ConnectionDraft {
  const next = { ...draft, ...part };
  const { addressOf } = presetOf(draft.store);
  if (part.address !== undefined || draft.address !== addressOf(draft)) return next;
  return { ...next, address: addressOf(next) };
}

export function draftOf(connection: Connection): ConnectionDraft {
  const { id, name, region, endpoint, signIn, buckets = [] } = connection;
  const settings = { name, region, signIn: signIn.kind, buckets, ...fieldsOf(signIn) };
  const draft = { ...newDraft(id, storeOf(endpoint)), ...settings };
  if (!endpoint) return draft;
  const { url, pathStyle, checksums, caFile, allowPlainHttp, services } = endpoint;
  const account = draft.store === "r2" ? (new URL(url).hostname.split(".")[0] ?? "") : "";
  return { ...draft, account, address: url, pathStyle, checksums, caFile: caFile ?? "", allowPlainHttp, services };
}

/** The connection that was filled in; null while something is missing or wrong. */
export function connectionOf(draft: ConnectionDraft): Connection | null {
  const { id, store, buckets } = draft;
  const made = Connection.safeParse({
    id,
    name: draft.name.trim(),
    region: draft.region.trim(),
    signIn: signInOf(draft),
    endpoint: store === "aws" ? null : endpointOf(draft, store),
    ...(buckets.length === 0 ? {} : { buckets: [...buckets] }),
  });
  return made.success && addressProblem(draft) === null ? made.data : null;
}

function endpointOf(draft: ConnectionDraft, store: NonNullable<Endpoint["store"]>) {
  const { pathStyle, checksums, allowPlainHttp, services } = draft;
  const caFile = draft.caFile.trim();
  const url = draft.address.trim();
  // What the host tells by itself goes on doing so when the address is changed.
  const isTold = URL.canParse(url) && storeOf({ url }) === store;
  const given = { url, pathStyle, checksums, caFile: caFile === "" ? null : caFile, allowPlainHttp, services };
  return isTold ? given : { ...given, store };
}

/** The names in what was typed or pasted, each once. */
export function bucketNames(typed: readonly string[]): string[] {
  return [...new Set(typed.flatMap((text) => text.split(/[\s,;]+/)))].filter((name) => name !== "");
}

/** The names among those that no bucket can have. */
export function wrongBuckets({ buckets }: ConnectionDraft): string[] {
  return buckets.filter((name) => !BucketName.safeParse(name).success);
}

/** What is wrong with an address; null when nothing is, or nothing was typed yet. */
export function addressProblem({ store, address, allowPlainHttp }: ConnectionDraft): string | null {
  const url = address.trim();
  if (store === "aws" || url === "") return null;
  if (!/^https?:\/\/[^/\s]+/i.test(url) || !URL.canParse(url)) return "An address begins with https:// and a host.";
  if (isPlainToOthers(url) && !allowPlainHttp) return "Plain HTTP would carry your data over the network unencrypted.";
  return null;
}

/** True where plain HTTP has to be allowed in so many words. */
export function isPlainToOthers(address: string): boolean {
  return /^http:/i.test(address.trim()) && !isLoopback(address.trim());
}

function settingsOf(store: StoreId, account = "") {
  const { region, endpoint, addressOf, signIns } = presetOf(store);
  return {
    store,
    region,
    account,
    address: addressOf({ region, account }),
    pathStyle: endpoint?.pathStyle ?? false,
    checksums: endpoint?.checksums ?? ("when-supported" as const),
    signIn: signIns[0] ?? ("keys" as const),
  };
}

function signInOf(draft: ConnectionDraft): SignIn {
  const text = (key: "profile" | "startUrl" | "accountId" | "roleName" | "accessKeyId") => draft[key].trim();
  switch (draft.signIn) {
    case "profile":
      return { kind: "profile", profile: text("profile") || "default" };
    case "identity-center":
      return {
        kind: "identity-center",
        startUrl: text("startUrl"),
        region: draft.ssoRegion.trim(),
        accountId: text("accountId"),
        roleName: text("roleName"),
      };
    case "keys":
      return { kind: "keys", accessKeyId: text("accessKeyId") };
    default:
      return { kind: draft.signIn };
  }
}

function fieldsOf(signIn: SignIn): Partial<ConnectionDraft> {
  if (signIn.kind === "profile") return { profile: signIn.profile };
  if (signIn.kind === "keys") return { accessKeyId: signIn.accessKeyId };
  if (signIn.kind !== "identity-center") return {};
  const { startUrl, region: ssoRegion, accountId, roleName } = signIn;
  return { startUrl, ssoRegion, accountId, roleName };
}
