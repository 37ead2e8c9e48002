import {
  createCredentialChain,
  fromEnv,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromSSO,
  fromTokenFile,
} from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity } from "@smithy/types";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { Connection } from "../../../../../shared/domain/connection.ts";
import { log } from "../../../../log.ts";
import { refreshSsoToken } from "./device-sign-in.ts";
import type { ServiceHandler } from "../http/service-handler.ts";

export type CredentialSource = () => Promise<AwsCredentialIdentity>;

/** A token that ends sooner is refreshed first. */
const REFRESH_BEFORE_MS = 5 * 60_000;

interface SignInParts {
  connection: Connection;
  /** Sends what the providers ask of STS and Identity Center. */
  requestHandler: ServiceHandler;
  /** The secret of static keys. */
  secretKey: () => Promise<string | null>;
  /** Asks the person for the code of an MFA device. */
  mfaCode: (serial: string) => Promise<string>;
}

/** Where the keys of a connection come from; asked again whenever they are about to expire. */
export function signInCredentials({ connection, requestHandler, secretKey, mfaCode }: SignInParts): CredentialSource {
  const { signIn, region } = connection;
  // Only as the parent's region: as their own it would take Identity Center's place too (credential-provider-sso).
  const shared = {
    clientConfig: { requestHandler },
    parentClientConfig: { region: async () => region, requestHandler },
    logger: sdkLogger,
  };
  switch (signIn.kind) {
    case "profile":
      return fromIni({ ...shared, profile: signIn.profile, ignoreCache: true, mfaCodeProvider: mfaCode });
    case "identity-center": {
      const { startUrl, accountId, roleName } = signIn;
      const session = { cacheKey: startUrl, startUrl, region: signIn.region, scopes: [] };
      const fromToken = fromSSO({
        logger: sdkLogger,
        clientConfig: { region: signIn.region, requestHandler },
        ssoStartUrl: startUrl,
        ssoRegion: signIn.region,
        ssoAccountId: accountId,
        ssoRoleName: roleName,
      });
      // The SDK refreshes only the tokens of named sessions (token-providers, fromSso).
      return async () => {
        await refreshSsoToken(session, { requestHandler, beforeMs: REFRESH_BEFORE_MS }).catch((error: unknown) =>
          // The old token may last a little longer; when it does not, it says so itself.
          log("warn", "a session of Identity Center could not be refreshed", { error }),
        );
        return fromToken();
      };
    }
    case "environment":
      return fromEnv({ logger: sdkLogger });
    case "machine":
      return createCredentialChain(
        fromTokenFile(shared),
        // It looks for its address when it is made, and throws there where the app runs in no container.
        async () => fromHttp({ logger: sdkLogger })(),
        fromInstanceMetadata({ logger: sdkLogger, timeout: 2_000, maxRetries: 1 }),
      );
    case "keys":
      return async () => {
        const secretAccessKey = await secretKey();
        if (secretAccessKey !== null) return { accessKeyId: signIn.accessKeyId, secretAccessKey };
        throw new AppError("AUTH_REQUIRED", `The secret key of “${connection.name}” is not there.`, {
          hint: "Type the secret key again in the settings of the connection.",
          details: { connectionId: connection.id },
        });
      };
    case "anonymous":
      return async () => ({ accessKeyId: "", secretAccessKey: "" });
  }
}

/** The SDK's remarks go to the log, but for its chatter; none of them has a secret in it. */
const sdkLogger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: (...remarks: unknown[]) => log("warn", "a sign-in of AWS remarks", { remarks: remarks.map(String) }),
  error: (...remarks: unknown[]) => log("warn", "a sign-in of AWS failed", { remarks: remarks.map(String) }),
};
