/**
 * Credit for streams. oRPC's peers send every event at once and queue them at the reader without bound, so a stream
 * carries a number, its producer is pulled only while it has credit, and the reader gives credit back as it consumes.
 */

/** How many values a producer may be ahead of its reader. */
export const streamWindow = 16;

/** The reader gives credit back in steps of this many values. */
export const creditStep = streamWindow / 2;

/** Request header that names the stream a call may answer with; unique within a connection. */
export const streamIdHeader = "x-stream";

export interface Credit {
  streamId: string;
  values: number;
}

const creditFrame = /^\+(\d{1,15}) (\d{1,4})$/;

/** Credit travels between oRPC's own frames, which are JSON and so never start with "+". */
export function encodeCredit({ streamId, values }: Credit): string {
  return `+${streamId} ${values}`;
}

/** Null for a frame of oRPC's. */
export function decodeCredit(frame: string): Credit | null {
  if (!frame.startsWith("+")) return null;
  const [, streamId, values] = creditFrame.exec(frame) ?? [];
  return streamId === undefined || values === undefined ? null : { streamId, values: Number(values) };
}

export function isStreamId(value: unknown): value is string {
  return typeof value === "string" && /^\d{1,15}$/.test(value);
}
