import { loadSsoSessionData, parseKnownFiles } from "@smithy/core/config";
import type { Connection } from "../../../../../shared/domain/connection.ts";

/** A session of IAM Identity Center, which may give roles in many accounts. */
export interface SsoSession {
  /** Names its token in the cache: the session of the shared configuration, or the start URL. */
  cacheKey: string;
  startUrl: string;
  region: string;
  scopes: string[];
}

/** Without it a token cannot be refreshed (AWS CLI, `sso_registration_scopes`). */
const DEFAULT_SCOPES = ["sso:account:access"];

/** The session that a connection signs in with; null where it signs in otherwise. */
export async function ssoSessionOf({ signIn }: Connection): Promise<SsoSession | null> {
  if (signIn.kind === "identity-center") {
    const { startUrl, region } = signIn;
    return { cacheKey: startUrl, startUrl, region, scopes: DEFAULT_SCOPES };
  }
  return signIn.kind === "profile" ? sessionOfProfile(signIn.profile) : null;
}

/** Of the profile itself, or of the one that it takes its keys from. */
async function sessionOfProfile(name: string): Promise<SsoSession | null> {
  const profiles = await parseKnownFiles({ ignoreCache: true });
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const profile: Record<string, string | undefined> = profiles[next] ?? {};
    const { sso_session: sessionName, sso_start_url: startUrl, sso_region: region } = profile;
    if (sessionName !== undefined) return namedSession(sessionName);
    if (startUrl !== undefined && region !== undefined) {
      return { cacheKey: startUrl, startUrl, region, scopes: DEFAULT_SCOPES };
    }
    next = profile["source_profile"];
  }
  return null;
}

async function namedSession(name: string): Promise<SsoSession | null> {
  const session = (await loadSsoSessionData())[name];
  const { sso_start_url: startUrl, sso_region: region, sso_registration_scopes: scopes } = session ?? {};
  if (startUrl === undefined || region === undefined) return null;
  const wanted = scopes?.split(",").map((scope) => scope.trim()) ?? DEFAULT_SCOPES;
  return { cacheKey: name, startUrl, region, scopes: wanted };
}
