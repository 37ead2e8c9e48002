import { expect, it } from "vitest";
import { isLoopback } from "./connection.ts";

it.each(["http://localhost:9000", "https://127.0.0.1", "http://127.1.2.3/x", "http://[::1]:7480/", "HTTP://LOCALHOST"])(
  "takes %s for this machine",
  (url) => expect(isLoopback(url)).toBe(true),
);

it.each([
  "http://minio.lan:9000",
  "http://127.0.0.1.example.org",
  "http://127.0.0.1@example.org/",
  "http://127.0.0.1:80@example.org/",
  "http://example.org\\@127.0.0.1/",
  "http://localhost.example.org",
  "http://example.org/?http://127.0.0.1",
])("does not take %s for this machine", (url) => expect(isLoopback(url)).toBe(false));
