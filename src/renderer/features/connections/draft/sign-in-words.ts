import type { SignIn } from "../../../../shared/domain/connection.ts";
import type { SignInKind } from "./store-presets.ts";

/** Each way to sign in, as it is chosen. */
export const signInLabels: Record<SignInKind, string> = {
  profile: "Profile of the AWS configuration",
  "identity-center": "IAM Identity Center (SSO)",
  environment: "Environment variables",
  machine: "Role of this machine or container",
  keys: "Access key and secret key",
  anonymous: "None (public buckets)",
};

/** How somebody signs in, in a few words. */
export function signInWords(signIn: SignIn): string {
  switch (signIn.kind) {
    case "profile":
      return `profile ${signIn.profile}`;
    case "identity-center":
      return `${signIn.roleName} in account ${signIn.accountId}`;
    case "environment":
      return "environment";
    case "machine":
      return "role of this machine";
    case "keys":
      return `key ${signIn.accessKeyId}`;
    case "anonymous":
      return "no sign-in";
  }
}
