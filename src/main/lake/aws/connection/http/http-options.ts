import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { getCACertificates } from "node:tls";
import type { NodeHttpHandlerOptions } from "@smithy/types";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { Endpoint } from "../../../../../shared/domain/connection.ts";

/** Sockets a service may have open at a time: answers that are still being read have one each. */
const MAX_SOCKETS = 256;
const CONNECTION_TIMEOUT_MS = 10_000;

/** How the SDK's HTTP handler reaches an endpoint; null is AWS. INVALID_INPUT when the CA file cannot be used. */
export async function httpOptions(endpoint: Endpoint | null): Promise<NodeHttpHandlerOptions> {
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const ca = endpoint?.caFile == null ? undefined : await authorities(endpoint.caFile);
  return {
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent({ ...agent, ...(ca === undefined ? {} : { ca }) }),
  };
}

/** The person's own authority, besides those that the system trusts. */
async function authorities(caFile: string): Promise<string[]> {
  const pem = await readFile(caFile, "utf8").catch((cause: unknown) => {
    throw new AppError("INVALID_INPUT", `The certificate file “${caFile}” of the connection cannot be read.`, {
      hint: "Choose the file again in the settings of the connection.",
      details: { path: caFile },
      cause,
    });
  });
  if (!hasCertificates(pem))
    throw new AppError("INVALID_INPUT", `“${caFile}” is no certificate in PEM format.`, {
      hint: "Ask who runs the store for its CA certificate as a PEM file.",
      details: { path: caFile },
    });
  return [...getCACertificates("default"), pem];
}

/** One or more, each of which can be read: a damaged one would make every connection fail, in OpenSSL's words. */
function hasCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}
