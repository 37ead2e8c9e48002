import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type Refusal = { status: 401 | 403; reason: string };

/** Names under which a browser reaches this machine only; any port, since an SSH tunnel may have another at its end. */
const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Decides who may talk to the browser host. The random token in the first address becomes a cookie that pages cannot
 * read; every request must carry it, name this machine (a rebound DNS name does not) and come from our own page.
 */
export class Access {
  readonly token = randomBytes(32).toString("base64url");
  /** Cookies are shared by all ports of a host name: a name of its own keeps two Lakeshores apart. */
  readonly #cookieName = `lakeshore-${createHash("sha256").update(this.token).digest("hex").slice(0, 12)}`;

  /** For the response that exchanges the token for the cookie. */
  get cookie(): string {
    return `${this.#cookieName}=${this.token}; HttpOnly; SameSite=Strict; Path=/`;
  }

  isToken(candidate: string): boolean {
    const digest = (text: string) => createHash("sha256").update(text).digest();
    return timingSafeEqual(digest(candidate), digest(this.token));
  }

  /** Null when the request may go on. `fromPage`: it must come from our own page, as calls and uploads do. */
  refuse(request: IncomingMessage, { fromPage }: { fromPage: boolean }): Refusal | null {
    return this.refuseAddress(request, { fromPage }) ?? this.#refuseCaller(request);
  }

  /** The checks that need no cookie: the first request, which brings the token, passes these alone. */
  refuseAddress({ headers }: IncomingMessage, { fromPage }: { fromPage: boolean }): Refusal | null {
    const { host, origin } = headers;
    if (host === undefined || !loopbackHost.test(host)) return { status: 403, reason: "This host name is not served." };
    if (origin === undefined ? fromPage : origin !== `http://${host}`) {
      return { status: 403, reason: "Requests of other pages are refused." };
    }
    const site = headers["sec-fetch-site"];
    const isNavigation = headers["sec-fetch-mode"] === "navigate";
    if (!isNavigation && site !== undefined && site !== "same-origin" && site !== "none") {
      return { status: 403, reason: "Requests of other pages are refused." };
    }
    return null;
  }

  #refuseCaller({ headers }: IncomingMessage): Refusal | null {
    const cookies = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
    const prefix = `${this.#cookieName}=`;
    const value = cookies.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
    if (value !== undefined && this.isToken(value)) return null;
    return { status: 401, reason: "Open the address that Lakeshore printed when it started." };
  }
}
