import { Readable, Transform } from "node:stream";
import { abortError, stallError, StallWatch } from "./stalls.ts";

/** Bodies up to this size are sent in one piece. */
const WHOLE_BYTES = 256 * 1024;
/** Of a larger body in memory, so that each piece that is taken shows that the upload moves. */
const SLICE_BYTES = 1024 * 1024;

/** The same body, with each piece told as it is taken. A body in memory stays as it was, for another try. */
export function watchedRequestBody(body: unknown, taken: (bytes: number) => void): unknown {
  if (body instanceof Uint8Array && body.byteLength > WHOLE_BYTES) {
    return Readable.from(slices(body, taken), { objectMode: false });
  }
  if (body instanceof Readable) return watchedStream(body, taken);
  if (body instanceof Uint8Array || typeof body === "string") taken(Buffer.byteLength(body));
  return body;
}

function* slices(body: Uint8Array, taken: (bytes: number) => void): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < body.byteLength; start += SLICE_BYTES) {
    const slice = body.subarray(start, start + SLICE_BYTES);
    taken(slice.byteLength);
    yield slice;
  }
}

interface AnswerWatch {
  signal: AbortSignal | null;
  stallMs: number;
  received: (bytes: number) => void;
}

/**
 * The body of an answer, counted as it is read. It fails when the server stalls, but not when its reader takes its time;
 * a cancelled call is told as such, where Node would say that the connection broke.
 */
export function watchedAnswerBody(body: Readable, { signal, stallMs, received }: AnswerWatch): Readable {
  const answer = watchedStream(
    body,
    (bytes) => {
      received(bytes);
      watch.moved();
    },
    (error) => (signal?.aborted ? abortError(signal) : error),
  );
  const watch: StallWatch = new StallWatch(stallMs, () => {
    const isReaderSlow = answer.readableLength >= answer.readableHighWaterMark;
    if (isReaderSlow) watch.moved();
    else answer.destroy(stallError(stallMs));
  });
  body.once("end", () => watch.stop());
  answer.once("close", () => watch.stop());
  return answer;
}

/** Passes a stream on, its failure too, and closes it when its reader leaves. */
function watchedStream(
  source: Readable,
  passed: (bytes: number) => void,
  told: (error: Error) => Error = (error) => error,
): Transform {
  const watched = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed(chunk.length);
      done(null, chunk);
    },
  });
  // Whoever reads hears of it by reading; without a listener an answer that nobody reads would end the process.
  watched.on("error", () => undefined);
  source.on("error", (error) => watched.destroy(told(error)));
  source.on("close", () => {
    if (!source.readableEnded) watched.destroy(told(brokenOff()));
  });
  watched.on("close", () => source.destroy());
  return source.pipe(watched);
}

function brokenOff(): Error {
  return Object.assign(new Error("the connection broke"), { code: "ECONNRESET" });
}
