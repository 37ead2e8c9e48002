import type { IncomingHttpHeaders } from "node:http";

/** Which body: the one that the client sends, or the one that comes back. */
export type Direction = "request" | "response";

/** What goes wrong with a request. Faults of one request add up. */
export type Fault =
  | { kind: "answer"; status: number; headers: Readonly<Record<string, string>>; body: string }
  | { kind: "reset" | "hold" | "corrupt"; of: Direction; atByte: number }
  | { kind: "truncate"; atByte: number }
  | { kind: "lose-answer" }
  | { kind: "change-headers"; change: (headers: Headers) => void }
  | { kind: "change-url"; change: (url: string) => string };

/** Answers in the server's place, which never hears of the request (service-answers.ts has those of AWS). */
export function answer(status: number, body = "", headers: Record<string, string> = {}): Fault {
  return { kind: "answer", status, headers, body };
}

/**
 * Breaks the connection after so many bytes of a body, as a crash or a firewall does (RST). At byte 0 of the response
 * not even its head is sent.
 */
export function reset(of: Direction, atByte = 0): Fault {
  return { kind: "reset", of, atByte };
}

/** Keeps back what follows after so many bytes of a body until it is released. At byte 0 the head is kept back too. */
export function hold(of: Direction, atByte = 0): Fault {
  return { kind: "hold", of, atByte };
}

/** Changes one byte of a body, so that a checksum over it is wrong. */
export function corrupt(of: Direction, atByte: number): Fault {
  return { kind: "corrupt", of, atByte };
}

/** Ends the connection in order after so many bytes of a response, whose Content-Length promised more. */
export function truncate(atByte: number): Fault {
  return { kind: "truncate", atByte };
}

/** The server does what was asked, to its end, and the client never hears of it. */
export function loseAnswer(): Fault {
  return { kind: "lose-answer" };
}

/** Changes the head of a response, such as a checksum or an ETag. */
export function changeHeaders(change: (headers: Headers) => void): Fault {
  return { kind: "change-headers", change };
}

/** A server whose clock differs by so much, as its Date tells. */
export function skewClock(milliseconds: number): Fault {
  return changeHeaders((headers) => {
    const time = Date.parse(headers.get("date") ?? new Date().toUTCString());
    headers.set("date", new Date(time + milliseconds).toUTCString());
  });
}

/** Asks the server for another path and query, as one that does not know a parameter would understand them. */
export function changeUrl(change: (url: string) => string): Fault {
  return { kind: "change-url", change };
}

/** What is known of a request before its body. */
export interface RequestFacts {
  method: string;
  /** Path and query as they were sent. */
  url: string;
  /** Without the query, as people write it. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

/** The requests that a fault is for: those that match all that is given. */
export interface Match {
  method?: string;
  path?: string | RegExp;
  /** Parameters of the query; `true` for any value. */
  query?: Readonly<Record<string, string | true>>;
  /** The operation of a service that has it in a header ("AWSGlue.GetTables"). */
  target?: string;
  when?: (request: RequestFacts) => boolean;
  /** How many of them are spared first. */
  skip?: number;
  /** How many of them are hit; one unless given. */
  times?: number;
}

/** Whether a request is one of those, not considering how many there were. */
export function matches(match: Match, request: RequestFacts): boolean {
  const { method = request.method, path, query = {}, target, when = () => true } = match;
  return (
    method === request.method &&
    (path === undefined || (typeof path === "string" ? path === request.path : path.test(request.path))) &&
    Object.entries(query).every(([name, value]) =>
      value === true ? request.query.has(name) : request.query.get(name) === value,
    ) &&
    (target === undefined || request.headers["x-amz-target"] === target) &&
    when(request)
  );
}
