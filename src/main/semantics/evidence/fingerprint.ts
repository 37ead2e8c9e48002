import { createHash } from "node:crypto";

/** What a decision about a finding is based on. */
interface EvidenceFacts {
  kind: string;
  field: string | null;
  /** Only where it changes what the finding is: the country of a national id. */
  variant: string | null;
  header: string;
  share: number;
}

/**
 * Shares of findings gather below a fifth (mentions in texts) and above four fifths (columns of the kind), so that this
 * is the one place where a share is near a border only when the data has really changed.
 */
const MANY = 0.45;

/** A short text that is the same as long as the evidence is of the same kind, whichever rows were sampled. */
export function fingerprintOf({ kind, field, variant, header, share }: EvidenceFacts): string {
  const facts = JSON.stringify([kind, field, variant, header, share >= MANY ? "many" : "few"]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}
