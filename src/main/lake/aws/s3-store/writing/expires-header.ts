import type { MiddlewareStack } from "@smithy/types";

/**
 * Sends an Expires header as it was read. The SDK takes moments alone, and what programs write there often is none: "0" or
 * "-1" (RFC 9111, 5.3, has caches read those as "expired").
 */
export function sendExpires<I extends object, O extends object>(
  stack: MiddlewareStack<I, O>,
  expires: string | undefined,
): void {
  if (expires === undefined) return;
  stack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === "object" && request !== null && "headers" in request) {
        const { headers } = request;
        if (typeof headers === "object" && headers !== null) Reflect.set(headers, "expires", expires);
      }
      return next(args);
    },
    { step: "build", name: "lakeshoreExpires" },
  );
}
