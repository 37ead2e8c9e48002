import type { S3Client } from "@aws-sdk/client-s3";

/**
 * Counts requests of a client, and how many of them had to wait for the answer to another: each request that begins after
 * an answer may follow from it, so this is never too low.
 */
export class RoundTrips {
  requests = 0;
  /** The longest chain of requests that followed from one another. */
  dependent = 0;

  constructor(client: S3Client) {
    client.middlewareStack.add(
      (next) => async (args) => {
        this.requests += 1;
        const depth = this.dependent + 1;
        const answer = await next(args);
        this.dependent = Math.max(this.dependent, depth);
        return answer;
      },
      // Next to the network, so that each try counts.
      { step: "deserialize", priority: "low", name: "roundTrips" },
    );
  }

  reset(): void {
    this.requests = 0;
    this.dependent = 0;
  }
}
