import { AthenaClient } from "@aws-sdk/client-athena";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { attendCalls, type ServiceClient } from "./client-calls.ts";
import { CredentialMemo } from "./credential-memo.ts";
import { httpOptions } from "./http/http-options.ts";
import { ServiceHandler } from "./http/service-handler.ts";
import { type Service, serviceLimits } from "./http/service-limits.ts";
import { TrafficCounter } from "./http/traffic-counter.ts";
import { signInCredentials } from "./sign-in-credentials.ts";

export interface AwsConnectionParts {
  connection: Connection;
  /** The secret of static keys. */
  secretKey: () => Promise<string | null>;
  mfaCode: (serial: string) => Promise<string>;
  limits?: typeof serviceLimits;
}

/** The clients of one connection: made when first asked for, all with the same keys. */
export class AwsConnection {
  readonly settings: Connection;
  readonly traffic = new TrafficCounter();
  readonly #limits: typeof serviceLimits;
  readonly #credentials: CredentialMemo;
  readonly #closers: (() => void)[] = [];
  #s3: S3Client | null = null;
  #glue: GlueClient | null = null;
  #athena: AthenaClient | null = null;
  #sts: STSClient | null = null;

  constructor({ connection, limits = serviceLimits, ...parts }: AwsConnectionParts) {
    this.settings = connection;
    this.#limits = limits;
    const requestHandler = this.#handler("STS", () => httpOptions(null));
    this.#credentials = new CredentialMemo(signInCredentials({ connection, requestHandler, ...parts }));
  }

  s3(): S3Client {
    return (this.#s3 ??= this.#attended("S3", (common) => new S3Client({ ...common, ...this.#s3Options() })));
  }

  /** Where too many calls are answered with throttling, the SDK's adaptive mode sends fewer. */
  glue(): GlueClient {
    return (this.#glue ??= this.#attended("Glue", (common) => new GlueClient({ ...common, retryMode: "adaptive" })));
  }

  athena(): AthenaClient {
    return (this.#athena ??= this.#attended(
      "Athena",
      (common) => new AthenaClient({ ...common, retryMode: "adaptive" }),
    ));
  }

  sts(): STSClient {
    return (this.#sts ??= this.#attended("STS", (common) => new STSClient(common)));
  }

  /** The next call signs in anew. */
  forgetCredentials(): void {
    this.#credentials.forget();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
    this.traffic.close();
  }

  #attended<I extends object, O extends object, C extends ServiceClient<I, O>>(
    service: Service,
    make: (common: CommonOptions) => C & ServiceClient<I, O>,
  ): C {
    const handler = this.#handler(service, () => httpOptions(this.settings.endpoint));
    const client = make({
      ...this.#common(),
      maxAttempts: this.#limits[service].attempts,
      requestHandler: handler,
    });
    attendCalls<I, O>(client, { handler, credentials: this.#credentials });
    this.#closers.push(() => client.destroy());
    return client;
  }

  #handler(service: Service, http: () => ReturnType<typeof httpOptions>): ServiceHandler {
    const handler = new ServiceHandler({ service, http, limits: this.#limits[service], traffic: this.traffic });
    this.#closers.push(() => handler.destroy());
    return handler;
  }

  #common() {
    const { region, endpoint, signIn } = this.settings;
    return {
      region,
      ...(endpoint ? { endpoint: endpoint.url } : {}),
      ...(signIn.kind === "profile" ? { profile: signIn.profile } : {}),
      ...(signIn.kind === "anonymous" ? { signer: unsigned } : {}),
      credentials: this.#provider(),
    };
  }

  /** Marked as memoised, so that the SDK keeps no second memory of keys that would outlive ours. */
  #provider() {
    return Object.assign(() => this.#credentials.get(), { memoized: true });
  }

  #s3Options(): Pick<S3ClientConfig, "forcePathStyle" | "followRegionRedirects"> & Checksums {
    const { endpoint } = this.settings;
    if (!endpoint) return { followRegionRedirects: true };
    const mode = endpoint.checksums === "when-supported" ? "WHEN_SUPPORTED" : "WHEN_REQUIRED";
    return {
      forcePathStyle: endpoint.pathStyle,
      requestChecksumCalculation: mode,
      responseChecksumValidation: mode,
    };
  }
}

type CommonOptions = Pick<
  S3ClientConfig,
  "region" | "endpoint" | "profile" | "credentials" | "requestHandler" | "signer" | "maxAttempts"
>;
type Checksums = Pick<S3ClientConfig, "requestChecksumCalculation" | "responseChecksumValidation">;

const unsigned: NonNullable<S3ClientConfig["signer"]> = { sign: async (request) => request };
