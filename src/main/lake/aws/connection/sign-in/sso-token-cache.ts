import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { getSSOTokenFilepath } from "@smithy/core/config";
import { z } from "zod";

/** As the AWS CLI and SDKs keep it (AWS SDKs reference guide, “IAM Identity Center credential provider”). */
const SsoToken = z.object({
  startUrl: z.string().optional(),
  region: z.string().optional(),
  accessToken: z.string(),
  expiresAt: z.string(),
  refreshToken: z.string().optional(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  registrationExpiresAt: z.string().optional(),
});
export type SsoToken = z.infer<typeof SsoToken>;

/** The token that the AWS CLI or this app got; null when there is none. `cacheKey`: session name, or start URL. */
export async function readSsoToken(cacheKey: string): Promise<SsoToken | null> {
  const text = await readFile(getSSOTokenFilepath(cacheKey), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return SsoToken.parse(JSON.parse(text));
  } catch {
    // Damaged or of another kind: as if there were none; signing in writes it anew.
    return null;
  }
}

/** Keeps the token where the AWS CLI looks for it, for the person alone, whole at every moment. */
export async function writeSsoToken(cacheKey: string, token: SsoToken): Promise<void> {
  const path = getSSOTokenFilepath(cacheKey);
  const whole = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(whole, JSON.stringify(token), { mode: 0o600, flush: true });
    await rename(whole, path);
  } finally {
    await rm(whole, { force: true });
  }
}

/** As the CLI writes moments: without milliseconds. */
export function tokenMoment(millisecondsSince1970: number): string {
  return new Date(millisecondsSince1970).toISOString().replace(/\.\d{3}Z$/, "Z");
}
