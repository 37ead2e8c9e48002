import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { MiddlewareStack } from "@smithy/types";
import type { Connection } from "../../../../shared/domain/connection.ts";
import { CredentialMemo } from "./credential-memo.ts";
import { httpOptions } from "./http-options.ts";
import { ServiceHandler } from "./service-handler.ts";
import { signInCredentials } from "./sign-in-credentials.ts";
import { TrafficCounter } from "./traffic-counter.ts";

export interface AwsConnectionParts {
  connection: Connection;
  /** The secret of static keys. */
  secretKey: () => Promise<string | null>;
  mfaCode: (serial: string) => Promise<string>;
}

/** The clients of one connection: made when first asked for, all with the same keys. */
export class AwsConnection {
  readonly settings: Connection;
  readonly traffic = new TrafficCounter();
  readonly #credentials: CredentialMemo;
  readonly #closers: (() => void)[] = [];
  #s3: S3Client | null = null;
  #sts: STSClient | null = null;

  constructor({ connection, ...parts }: AwsConnectionParts) {
    this.settings = connection;
    this.#credentials = new CredentialMemo(signInCredentials({ connection, ...parts }));
  }

  s3(): S3Client {
    return (this.#s3 ??= this.#connected("S3", (common) => new S3Client({ ...common, ...this.#s3Options() })));
  }

  sts(): STSClient {
    return (this.#sts ??= this.#connected("STS", (common) => new STSClient(common)));
  }

  /** The next call signs in anew. */
  forgetCredentials(): void {
    this.#credentials.forget();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
    this.traffic.close();
  }

  #connected<I extends object, O extends object, C extends ServiceClient<I, O>>(
    service: string,
    make: (common: CommonOptions) => C & ServiceClient<I, O>,
  ): C {
    const http = () => httpOptions(this.settings.endpoint);
    const handler = new ServiceHandler({ service, http, traffic: this.traffic });
    const made = make({ ...this.#common(), requestHandler: handler });
    handler.observe<I, O>(made);
    this.#closers.push(() => made.destroy());
    return made;
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

interface ServiceClient<I extends object, O extends object> {
  middlewareStack: MiddlewareStack<I, O>;
  destroy: () => void;
}
type CommonOptions = Pick<
  S3ClientConfig,
  "region" | "endpoint" | "profile" | "credentials" | "requestHandler" | "signer"
>;
type Checksums = Pick<S3ClientConfig, "requestChecksumCalculation" | "responseChecksumValidation">;

const unsigned: NonNullable<S3ClientConfig["signer"]> = { sign: async (request) => request };
