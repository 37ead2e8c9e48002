/** What an error of the SDK tells, however its service spells it. */
export interface ErrorFacts {
  /** The service's or the system's name of the error: NoSuchKey, ThrottlingException, ECONNRESET. */
  name: string;
  message: string;
  /** Null when no answer came. */
  status: number | null;
  requestId: string | null;
  /** Where the server says that the bucket is. */
  region: string | null;
  /** The server's clock, milliseconds since 1970, when it told. */
  serverTime: number | null;
}

type Fields = Record<string, unknown>;

/** Reads an error of any AWS client, of its HTTP handler or of a credentials provider. */
export function errorFacts(error: unknown): ErrorFacts {
  const fields = fieldsOf(error);
  const metadata = fieldsOf(fields["$metadata"]);
  const headers = fieldsOf(fieldsOf(fields["$response"])["headers"]);
  const cause = fieldsOf(fields["cause"]);
  const region = text(fields["Region"]) ?? text(headers["x-amz-bucket-region"]);
  return {
    // Errors of sockets have their name in `code`; services have it in `name` (rest-xml repeats it in `Code`).
    name: errorName(fields) ?? errorName(cause) ?? text(fields["name"]) ?? "",
    message: error instanceof Error ? error.message : String(error),
    status: typeof metadata["httpStatusCode"] === "number" ? metadata["httpStatusCode"] : null,
    requestId: text(metadata["requestId"]),
    region,
    serverTime: moment(fields["ServerTime"]) ?? moment(headers["date"]),
  };
}

/** The first name that says something: an SDK calls what it cannot name "UnknownError", "Error" or by its status. */
function errorName(fields: Fields): string | null {
  const names = [text(fields["Code"]), text(fields["code"]), text(fields["name"])];
  return (
    names.find((name) => name !== null && !/^(Unknown(Error)?|Error|TypeError|AggregateError|\d+)$/.test(name)) ?? null
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? Object.fromEntries(allEntries(value)) : {};
}

/** Of the object itself, also those that are not enumerable (`$response`), with the name that classes give. */
function allEntries(value: object): [string, unknown][] {
  const own = Object.getOwnPropertyNames(value).map((name): [string, unknown] => [name, Reflect.get(value, name)]);
  return "name" in value ? [["name", value.name], ...own] : own;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function moment(value: unknown): number | null {
  const time = typeof value === "string" ? Date.parse(value) : value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
