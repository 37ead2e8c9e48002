import { answer, type Fault } from "./fault.ts";

/** How a service of AWS writes its errors: S3's XML, JSON (Glue, Athena), or the query protocol's XML (STS). */
export type Protocol = "s3" | "json" | "query";

/** An error as services write it. */
export function serviceError(protocol: Protocol, status: number, code: string, message: string): Fault {
  const id = { "x-amzn-requestid": "00000000-0000-4000-8000-000000000000" };
  switch (protocol) {
    case "s3": {
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
      return answer(status, body, { "content-type": "application/xml", "x-amz-request-id": "0000000000000000" });
    }
    case "json": {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code, ...id };
      return answer(status, JSON.stringify({ __type: code, message }), headers);
    }
    case "query": {
      const type = status < 500 ? "Sender" : "Receiver";
      const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
      return answer(status, `<ErrorResponse>${error}</ErrorResponse>`, { "content-type": "text/xml", ...id });
    }
  }
}

/** S3 asks for fewer requests. */
export const slowDown = (): Fault => serviceError("s3", 503, "SlowDown", "Please reduce your request rate.");

/** A service of JSON or the query protocol asks for fewer requests: 400, or 429 as some do. */
export const throttled = (protocol: Exclude<Protocol, "s3"> = "json", status: 400 | 429 = 400): Fault =>
  serviceError(protocol, status, "ThrottlingException", "Rate exceeded");

/** The session that signed the request has ended. */
export function expiredToken(protocol: Protocol): Fault {
  if (protocol === "s3") return serviceError("s3", 400, "ExpiredToken", "The provided token has expired.");
  const code = protocol === "json" ? "ExpiredTokenException" : "ExpiredToken";
  const status = protocol === "json" ? 400 : 403;
  return serviceError(protocol, status, code, "The security token included in the request is expired");
}

/** Something broke inside of the service. */
export function internalError(protocol: Protocol): Fault {
  const code = protocol === "json" ? "InternalServiceException" : "InternalError";
  return serviceError(protocol, 500, code, "We encountered an internal error. Please try again.");
}
