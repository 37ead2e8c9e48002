/** Services that a connection speaks to; each is limited, and fails, for itself. */
export type Service = "S3" | "Glue" | "Athena" | "STS";

export interface ServiceLimits {
  /** Requests that may wait for their answer at the same time. */
  requests: number;
  /** How long one may wait for its turn. */
  maxWaitMs: number;
  /** Nothing sent and nothing received for so long is a stall. */
  stallMs: number;
  /** Stalls and broken answers in a row that open the circuit breaker. */
  failures: number;
  openMs: number;
  maxOpenMs: number;
  /** Tries of one call, the first one too. */
  attempts: number;
}

const breaker = { failures: 4, openMs: 2_000, maxOpenMs: 60_000 };

/**
 * S3 takes thousands of requests a second and prefix (“Best practices design patterns”), and may take long over the end of
 * an upload. Glue and Athena allow few calls a second in an account (their “endpoints and quotas” pages).
 */
export const serviceLimits: Readonly<Record<Service, ServiceLimits>> = {
  S3: { ...breaker, requests: 64, maxWaitMs: 120_000, stallMs: 60_000, attempts: 5 },
  Glue: { ...breaker, requests: 8, maxWaitMs: 60_000, stallMs: 20_000, attempts: 5 },
  Athena: { ...breaker, requests: 8, maxWaitMs: 60_000, stallMs: 20_000, attempts: 5 },
  STS: { ...breaker, requests: 4, maxWaitMs: 20_000, stallMs: 15_000, attempts: 3 },
};
