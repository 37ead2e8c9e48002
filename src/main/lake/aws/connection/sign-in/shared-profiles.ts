import { parseKnownFiles } from "@smithy/core/config";
import type { SharedProfile } from "../../../connection-access.ts";

type Settings = Record<string, string | undefined>;

/** Profiles of ~/.aws/config and ~/.aws/credentials (or where the environment says), by name. */
export async function sharedProfiles(): Promise<SharedProfile[]> {
  const profiles = await parseKnownFiles({ ignoreCache: true });
  return Object.entries(profiles)
    .map(([name, settings]) => ({ name, region: settings["region"] ?? null, kind: kindOf(settings) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

/** In the order in which the SDK looks for them (credential-provider-ini, resolveProfileData). */
function kindOf(settings: Settings): string {
  const has = (key: string) => settings[key] !== undefined;
  if (has("role_arn") && (has("source_profile") || has("credential_source"))) {
    return has("mfa_serial") ? "Role, with a code of a device" : "Role";
  }
  if (has("aws_access_key_id")) return "Keys";
  if (has("web_identity_token_file")) return "Web identity";
  if (has("credential_process")) return "Program";
  if (has("sso_session") || has("sso_start_url")) return "IAM Identity Center";
  if (has("login_session")) return "Console sign-in";
  return "No sign-in";
}
