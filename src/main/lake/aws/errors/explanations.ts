import type { ErrorCode } from "../../../../shared/domain/app-error.ts";

export interface Explanation {
  code: ErrorCode;
  /** Goes on from the resource: "s3://bucket/key" + " is not there". */
  what: string;
  hint: string;
  retryable?: boolean;
}

const signIn: Explanation = {
  code: "AUTH_REQUIRED",
  what: "cannot be reached: you are not signed in, or your session has expired",
  hint: "Sign in to the connection again, then retry.",
  retryable: true,
};
const badKeys: Explanation = {
  code: "AUTH_REQUIRED",
  what: "cannot be reached: the store does not accept the access key",
  hint: "Check the access key and its secret in the connection.",
};
const busy: Explanation = {
  code: "RATE_LIMITED",
  what: "cannot be reached just now: there are too many requests",
  hint: "Wait a moment, then retry.",
  retryable: true,
};
const broken: Explanation = {
  code: "UNAVAILABLE",
  what: "cannot be reached just now: the store has a problem of its own",
  hint: "Retry in a while.",
  retryable: true,
};
const away: Explanation = {
  code: "UNAVAILABLE",
  what: "cannot be reached: the network or the server does not answer",
  hint: "Check the network, a VPN, and the endpoint of the connection, then retry.",
  retryable: true,
};
const broke: Explanation = {
  code: "UNAVAILABLE",
  what: "cannot be reached: the connection broke",
  hint: "Check the network, then retry.",
  retryable: true,
};
const untrusted: Explanation = {
  code: "UNAVAILABLE",
  what: "cannot be reached: the certificate of the server is not trusted",
  hint: "Give the connection the CA certificate of the store, or ask who runs it.",
};
const missing: Explanation = {
  code: "NOT_FOUND",
  what: "is not there",
  hint: "It may have been moved or removed. Refresh.",
};
const denied: Explanation = {
  code: "ACCESS_DENIED",
  what: "may not be used by you",
  hint: "Ask an administrator for the permission.",
};
const keyOfStore: Explanation = {
  code: "ACCESS_DENIED",
  what: "cannot be used: its encryption key (KMS) is disabled, gone or not yours to use",
  hint: "Ask the owner of the key to enable it and to let you use it.",
};
const changed: Explanation = {
  code: "CHANGED_WHILE_READING",
  what: "was changed meanwhile",
  hint: "Open it again to see the new content.",
  retryable: true,
};
const conflict: Explanation = {
  code: "CONFLICT",
  what: "is being written by someone else at this moment",
  hint: "Look again, then retry.",
  retryable: true,
};
const damaged: Explanation = {
  code: "DAMAGED",
  what: "did not arrive as it was sent: checksums differ",
  hint: "Retry. If it comes again, something on the way (a proxy, memory) changes data.",
  retryable: true,
};
const unsupported: Explanation = {
  code: "UNSUPPORTED",
  what: "cannot be used in this way: the store does not know this operation",
  hint: "The store implements a part of S3 only.",
};
const invalid: Explanation = {
  code: "INVALID_INPUT",
  what: "was not accepted by the store",
  hint: "Check the name and what was asked for.",
};
const archived: Explanation = {
  code: "UNSUPPORTED",
  what: "is archived (Glacier or Deep Archive) and cannot be read before it is restored",
  hint: "Restore it first; that takes minutes to hours.",
};
const full: Explanation = {
  code: "OUT_OF_SPACE",
  what: "does not fit: the store is full, or a quota is used up",
  hint: "Free some space or ask for a larger quota, then retry.",
  retryable: true,
};
const tooLarge: Explanation = {
  code: "TOO_LARGE",
  what: "is larger than the store allows",
  hint: "Split it into smaller objects.",
};

/** By the names of services (S3 API reference “Error responses”, Glue and Athena “Common errors”), SDK and system. */
export const byName: Readonly<Record<string, Explanation>> = {
  ...named(missing, "NoSuchKey NotFound NoSuchBucket NoSuchVersion NoSuchUpload EntityNotFoundException"),
  ...named(missing, "ResourceNotFoundException NoSuchLifecycleConfiguration NoSuchTagSet NoSuchBucketPolicy"),
  ...named(denied, "AccessDenied AccessDeniedException UnauthorizedException AllAccessDisabled AccountProblem"),
  ...named(denied, "Forbidden UnauthorizedAccess NotAuthorizedException UnauthorizedOperation"),
  ...named(keyOfStore, "KMS.DisabledException KMS.NotFoundException KMS.KMSInvalidStateException"),
  ...named(keyOfStore, "KMSInvalidStateException KMSNotFoundException KMSDisabledException GlueEncryptionException"),
  ...named(signIn, "ExpiredToken ExpiredTokenException InvalidToken TokenRefreshRequired ExpiredTokenException"),
  ...named(signIn, "CredentialsProviderError ProviderError TokenProviderError UnrecognizedClientException"),
  ...named(
    signIn,
    "MissingAuthenticationToken MissingAuthenticationTokenException RequestExpired UnauthorizedSSOToken",
  ),
  ...named(badKeys, "InvalidAccessKeyId SignatureDoesNotMatch InvalidClientTokenId InvalidSignatureException"),
  ...named(badKeys, "AuthFailure InvalidSecurity NotSignedUp IncompleteSignature"),
  ...named(
    busy,
    "SlowDown ServiceUnavailable Throttling ThrottlingException ThrottledException BandwidthLimitExceeded",
  ),
  ...named(busy, "RequestLimitExceeded TooManyRequestsException RequestThrottled RequestThrottledException"),
  ...named(busy, "ProvisionedThroughputExceededException PriorRequestNotComplete TooManyRequests Busy"),
  ...named(broken, "InternalError InternalServerException InternalFailure InternalServiceException BadGateway"),
  ...named(broken, "OperationTimeoutException GatewayTimeout ServerException InvalidStateException"),
  ...named(away, "TimeoutError RequestTimeout RequestTimeoutException ECONNREFUSED ETIMEDOUT ENOTFOUND EAI_AGAIN"),
  ...named(away, "EHOSTUNREACH ENETUNREACH ENETDOWN EHOSTDOWN NetworkingError"),
  ...named(broke, "ECONNRESET ECONNABORTED EPIPE ERR_STREAM_PREMATURE_CLOSE ERR_SOCKET_CLOSED IncompleteBody"),
  ...named(broke, "ERR_HTTP2_STREAM_ERROR HPE_INVALID_CONSTANT HPE_INVALID_CHUNK_SIZE EPROTO"),
  ...named(untrusted, "DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
  ...named(untrusted, "UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY CERT_HAS_EXPIRED"),
  ...named(untrusted, "CERT_NOT_YET_VALID ERR_TLS_CERT_ALTNAME_INVALID CERT_SIGNATURE_FAILURE CERT_UNTRUSTED"),
  ...named(untrusted, "CERT_REJECTED CERT_REVOKED CERT_CHAIN_TOO_LONG INVALID_CA INVALID_PURPOSE HOSTNAME_MISMATCH"),
  ...named(changed, "PreconditionFailed InvalidObjectVersion"),
  ...named(conflict, "ConditionalRequestConflict OperationAborted ConcurrentModificationException"),
  ...named(conflict, "VersionMismatchException ConflictException BucketNotEmpty"),
  ...named(damaged, "BadDigest InvalidDigest XAmzContentSHA256Mismatch XAmzContentChecksumMismatch InvalidPart"),
  ...named(unsupported, "NotImplemented MethodNotAllowed UnsupportedOperation FeatureNotSupported"),
  ...named(invalid, "InvalidArgument InvalidRequest InvalidRange KeyTooLongError InvalidBucketName MalformedXML"),
  ...named(invalid, "InvalidInputException InvalidRequestException ValidationException InvalidURI InvalidTag"),
  ...named(archived, "InvalidObjectState"),
  ...named(full, "QuotaExceeded InsufficientStorage ResourceNumberLimitExceededException"),
  ...named(tooLarge, "EntityTooLarge MaxMessageLengthExceeded"),
  ...named(
    { code: "ALREADY_EXISTS", what: "exists already", hint: "Choose another name." },
    "AlreadyExistsException BucketAlreadyExists BucketAlreadyOwnedByYou",
  ),
};

/** Where a server (or a HEAD, whose answers have no body) names no error. */
export const byStatus: Readonly<Record<number, Explanation>> = {
  400: invalid,
  401: signIn,
  403: denied,
  404: missing,
  405: unsupported,
  408: away,
  409: conflict,
  411: unsupported,
  412: changed,
  413: tooLarge,
  416: invalid,
  429: busy,
  500: broken,
  501: unsupported,
  502: broken,
  503: busy,
  504: broken,
  507: full,
};

function named(explanation: Explanation, names: string): Record<string, Explanation> {
  return Object.fromEntries(names.split(" ").map((name) => [name, explanation]));
}
