import { setTimeout as delay } from "node:timers/promises";
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from "@aws-sdk/client-sso-oidc";
import type { SignInStep } from "../../../../../shared/contract/connections.ts";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import { awsError } from "../../errors/aws-error.ts";
import type { ServiceHandler } from "../http/service-handler.ts";
import { abortError } from "../http/stalls.ts";
import type { SsoSession } from "./sso-session.ts";
import { readSsoToken, tokenMoment, writeSsoToken } from "./sso-token-cache.ts";

interface Parts {
  requestHandler: ServiceHandler;
  signal: AbortSignal;
}

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** Seconds; where the server names none, and what a “slow down” adds (RFC 8628, 3.5). */
const POLL_SECONDS = 5;

type Registration = { clientId: string; clientSecret: string; registrationExpiresAt: string };

/** Signs in to Identity Center in the person's browser, and keeps the token where the AWS CLI keeps its own. */
export async function* signInByDevice(session: SsoSession, parts: Parts): AsyncGenerator<SignInStep, void, undefined> {
  const { requestHandler, signal } = parts;
  const oidc = new SSOOIDCClient({ region: session.region, requestHandler });
  const send = { abortSignal: signal };
  try {
    const client = await register(oidc, session, signal);
    const { clientId, clientSecret } = client;
    const started = await oidc.send(
      new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: session.startUrl }),
      send,
    );
    const { deviceCode, userCode = "", verificationUri = "", verificationUriComplete, expiresIn = 600 } = started;
    const expiresAt = Date.now() + expiresIn * 1000;
    yield {
      kind: "device",
      url: verificationUriComplete ?? verificationUri,
      code: userCode,
      expiresAt: new Date(expiresAt).toISOString(),
    };
    let interval = started.interval ?? POLL_SECONDS;
    for (;;) {
      await delay(interval * 1000, undefined, { signal });
      if (Date.now() > expiresAt) throw notConfirmed();
      const request = new CreateTokenCommand({ clientId, clientSecret, grantType: DEVICE_GRANT, deviceCode });
      const token = await oidc.send(request, send).catch((error: unknown) => pending(error));
      if (token === "slow-down") interval += POLL_SECONDS;
      else if (token !== "pending") return await keep(session, client, token);
    }
  } catch (error) {
    throw awsError(signal.aborted ? abortError(signal) : error, {
      call: "sso-oidc:CreateToken",
      resource: session.startUrl,
    });
  }
}

/** Refreshes a token that is about to end, where that needs no person. */
export async function refreshSsoToken(
  session: SsoSession,
  { requestHandler, beforeMs }: { requestHandler: ServiceHandler; beforeMs: number },
): Promise<void> {
  const token = await readSsoToken(session.cacheKey);
  if (!token || Date.parse(token.expiresAt) - Date.now() > beforeMs) return;
  const { clientId, clientSecret, refreshToken, registrationExpiresAt = "" } = token;
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return;
  const oidc = new SSOOIDCClient({ region: session.region, requestHandler });
  const request = new CreateTokenCommand({ clientId, clientSecret, grantType: "refresh_token", refreshToken });
  const fresh = await oidc.send(request);
  await keep(session, { clientId, clientSecret, registrationExpiresAt }, { refreshToken, ...fresh });
}

/** The registration of this app as a client is kept with the token, and lasts for months. */
async function register(oidc: SSOOIDCClient, session: SsoSession, signal: AbortSignal): Promise<Registration> {
  const known = await readSsoToken(session.cacheKey);
  const { clientId, clientSecret, registrationExpiresAt } = known ?? {};
  const isKnown = clientId !== undefined && clientSecret !== undefined && known?.refreshToken !== undefined;
  if (isKnown && registrationExpiresAt !== undefined && Date.parse(registrationExpiresAt) > Date.now() + 3_600_000) {
    return { clientId, clientSecret, registrationExpiresAt };
  }
  const registered = await oidc.send(
    new RegisterClientCommand({ clientName: "Lakeshore", clientType: "public", scopes: session.scopes }),
    { abortSignal: signal },
  );
  if (registered.clientId === undefined || registered.clientSecret === undefined) throw incomplete();
  return {
    clientId: registered.clientId,
    clientSecret: registered.clientSecret,
    registrationExpiresAt: tokenMoment((registered.clientSecretExpiresAt ?? 0) * 1000),
  };
}

interface NewToken {
  accessToken?: string;
  expiresIn?: number;
  refreshToken?: string;
}

async function keep(session: SsoSession, client: Registration, token: NewToken): Promise<void> {
  const { accessToken, expiresIn = 0, refreshToken } = token;
  if (accessToken === undefined) throw incomplete();
  await writeSsoToken(session.cacheKey, {
    startUrl: session.startUrl,
    region: session.region,
    accessToken,
    expiresAt: tokenMoment(Date.now() + expiresIn * 1000),
    ...client,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  });
}

function pending(error: unknown): "pending" | "slow-down" {
  const name = error instanceof Error ? error.name : "";
  if (name === "AuthorizationPendingException") return "pending";
  if (name === "SlowDownException") return "slow-down";
  if (name === "ExpiredTokenException" || name === "AccessDeniedException") throw notConfirmed(error);
  throw error;
}

function notConfirmed(cause?: unknown): AppError {
  return new AppError("AUTH_REQUIRED", "The sign-in was not confirmed in the browser.", {
    hint: "Start it again, and confirm the code while it is shown.",
    retryable: true,
    cause,
  });
}

function incomplete(): AppError {
  return new AppError("UNAVAILABLE", "IAM Identity Center gave an answer that is not whole.", {
    hint: "Retry in a while.",
    retryable: true,
  });
}
