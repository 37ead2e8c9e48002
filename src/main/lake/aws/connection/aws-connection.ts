import { AthenaClient } from "@aws-sdk/client-athena";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { attendCalls, type ServiceClient } from "./client-calls.ts";
import { CredentialMemo } from "./sign-in/credential-memo.ts";
import { httpOptions } from "./http/http-options.ts";
import { ServiceHandler } from "./http/service-handler.ts";
import { type Service, serviceLimits } from "./http/service-limits.ts";
import { TrafficCounter } from "./http/traffic-counter.ts";
import { callerIdentity } from "./sign-in/caller-identity.ts";
import { signInError } from "./sign-in/sign-in-error.ts";
import { type CredentialSource, signInCredentials } from "./sign-in/sign-in-credentials.ts";

export interface AwsConnectionParts {
  connection: Connection;
  /** The secret of static keys. */
  secretKey: () => Promise<string | null>;
  limits?: typeof serviceLimits;
}

/** The clients of one connection: made when first asked for, all with the same keys. */
export class AwsConnection {
  readonly traffic = new TrafficCounter();
  /** Sends what a sign-in asks of STS and Identity Center. */
  readonly signInHandler: ServiceHandler;
  readonly #secretKey: AwsConnectionParts["secretKey"];
  #settings: Connection;
  #source: CredentialSource;
  readonly #limits: typeof serviceLimits;
  readonly #credentials: CredentialMemo;
  readonly #closers: (() => void)[] = [];
  #s3: S3Client | null = null;
  #glue: GlueClient | null = null;
  #athena: AthenaClient | null = null;
  #sts: STSClient | null = null;
  #askForCode: (serial: string) => Promise<string> = () => Promise.reject(needsCode(this.settings));

  constructor({ connection, secretKey, limits = serviceLimits }: AwsConnectionParts) {
    this.#settings = connection;
    this.#limits = limits;
    this.#secretKey = secretKey;
    this.signInHandler = this.#handler("STS", () => httpOptions(null));
    this.#source = this.#newSource();
    this.#credentials = new CredentialMemo(() =>
      this.#source().catch((error: unknown) => {
        throw signInError(error, this.#settings);
      }),
    );
  }

  get settings(): Connection {
    return this.#settings;
  }

  /**
   * Takes another name and sign-in, so that lakes that are open go on with them. False when something else changed, for
   * which clients have to be made anew.
   */
  adopt(settings: Connection): boolean {
    if (fixedOf(settings) !== fixedOf(this.#settings)) return false;
    this.#settings = settings;
    this.#source = this.#newSource();
    this.#credentials.forget();
    return true;
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

  /** False for a store that is S3 alone, where nobody answers to calls of Glue and Athena. */
  get hasAwsServices(): boolean {
    return this.settings.endpoint === null || this.settings.endpoint.services === "aws";
  }

  /** The keys that calls are signed with, now. AUTH_REQUIRED when the person has to sign in. */
  credentials(): Promise<AwsCredentialIdentity> {
    return this.#credentials.get();
  }

  /** Who the store knows the person as: an ARN, or the key where there is no STS. */
  async principal(options: { signal: AbortSignal }): Promise<string> {
    const { signIn, endpoint } = this.settings;
    if (signIn.kind === "anonymous") return "anonymous";
    try {
      return await callerIdentity(this.sts(), options);
    } catch (error) {
      if (endpoint === null || !(error instanceof AppError) || isOfSignIn(error)) throw error;
      return `access key ${(await this.credentials()).accessKeyId}`;
    }
  }

  /** Lets the person be asked for codes of MFA devices until the stop is called. Without it they are AUTH_REQUIRED. */
  askForCodes(ask: (serial: string) => Promise<string>): () => void {
    const before = this.#askForCode;
    this.#askForCode = ask;
    return () => (this.#askForCode = before);
  }

  /** The next call signs in anew. */
  forgetCredentials(): void {
    this.#credentials.forget();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
    this.traffic.close();
  }

  #newSource(): CredentialSource {
    return signInCredentials({
      connection: this.#settings,
      requestHandler: this.signInHandler,
      secretKey: this.#secretKey,
      mfaCode: (serial) => this.#askForCode(serial),
    });
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

/** What clients are made with, as a text to compare. */
function fixedOf({ region, endpoint, signIn }: Connection): string {
  const profile = signIn.kind === "profile" ? signIn.profile : null;
  return JSON.stringify({ region, endpoint, profile, isSigned: signIn.kind !== "anonymous" });
}

/** What is no sign of a store without STS. */
function isOfSignIn({ code }: AppError): boolean {
  return code === "AUTH_REQUIRED" || code === "CANCELLED" || code === "UNAVAILABLE";
}

function needsCode({ id, name }: Connection): AppError {
  return new AppError("AUTH_REQUIRED", `“${name}” needs the code of your MFA device.`, {
    hint: "Sign in to the connection, then retry.",
    retryable: true,
    details: { connectionId: id },
  });
}

const unsigned: NonNullable<S3ClientConfig["signer"]> = { sign: async (request) => request };
