import { describe, expect, test, vi } from "vitest";
import { isAppUrl } from "./app-origin.ts";
import { denyNavigation } from "./navigation-rule.ts";
import { mayRequest } from "./network-rule.ts";
import { denyPermissions, mayUse } from "./permission-rule.ts";
import { isTrustedSender } from "./sender-rule.ts";
import { webPreferences } from "./web-preferences.ts";

const foreign = [
  "https://example.com/",
  "http://app/",
  "file:///etc/passwd",
  "lakeshore://app.example.com/",
  "lakeshore://other/",
  "lakeshore:app",
  "https://example.com/#lakeshore://app/",
  "javascript:alert(1)",
  "",
];

describe("the app's origin", () => {
  test("is that of its own pages", () => {
    expect(isAppUrl("lakeshore://app/")).toBe(true);
    expect(isAppUrl("lakeshore://app/lakes/1?tab=2#x")).toBe(true);
  });

  test.each(foreign)("is not that of %j", (url) => expect(isAppUrl(url)).toBe(false));
});

test("the page is a sandboxed web page without Node", () => {
  expect(webPreferences("/preload.cjs", false)).toMatchObject({
    preload: "/preload.cjs",
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    devTools: false,
  });
});

describe("navigation", () => {
  function guard() {
    const listeners = new Map<string, (event: { preventDefault: () => void; url: string }) => void>();
    const setWindowOpenHandler = vi.fn<Parameters<typeof denyNavigation>[0]["setWindowOpenHandler"]>();
    denyNavigation({
      on: (name: string, listener: (event: { preventDefault: () => void; url: string }) => void) =>
        listeners.set(name, listener),
      setWindowOpenHandler,
    });
    const isPrevented = (name: string, url: string) => {
      const preventDefault = vi.fn<() => void>();
      listeners.get(name)?.({ preventDefault, url });
      return preventDefault.mock.calls.length > 0;
    };
    return { isPrevented, setWindowOpenHandler };
  }

  test("stays on the app's pages", () => {
    const { isPrevented } = guard();
    expect(isPrevented("will-navigate", "lakeshore://app/lakes")).toBe(false);
    expect(isPrevented("will-navigate", "https://example.com/")).toBe(true);
    expect(isPrevented("will-redirect", "https://example.com/")).toBe(true);
    expect(isPrevented("will-attach-webview", "lakeshore://app/")).toBe(true);
  });

  test("opens no other window", () => {
    const handler = guard().setWindowOpenHandler.mock.calls[0]?.[0];
    expect(handler).toBeTypeOf("function");
    expect(handler?.(JSON.parse('{"url":"lakeshore://app/"}'))).toEqual({ action: "deny" });
  });
});

describe("permissions", () => {
  test.each(["media", "geolocation", "notifications", "clipboard-read", "openExternal", "hid", "serial", "usb"])(
    "denies %s",
    (permission) => expect(mayUse(permission, "lakeshore://app/")).toBe(false),
  );

  test("lets our page alone put text on the clipboard", () => {
    expect(mayUse("clipboard-sanitized-write", "lakeshore://app/")).toBe(true);
    expect(mayUse("clipboard-sanitized-write", "https://example.com/")).toBe(false);
  });

  test("are asked of the rule, devices included", () => {
    const setPermissionRequestHandler = vi.fn<Parameters<typeof denyPermissions>[0]["setPermissionRequestHandler"]>();
    const setPermissionCheckHandler = vi.fn<Parameters<typeof denyPermissions>[0]["setPermissionCheckHandler"]>();
    const setDevicePermissionHandler = vi.fn<Parameters<typeof denyPermissions>[0]["setDevicePermissionHandler"]>();
    denyPermissions({ setPermissionRequestHandler, setPermissionCheckHandler, setDevicePermissionHandler });
    const check = setPermissionCheckHandler.mock.calls[0]?.[0];
    expect(check?.(null, "media", "lakeshore://app/", JSON.parse("{}"))).toBe(false);
    const request = setPermissionRequestHandler.mock.calls[0]?.[0];
    const decide = vi.fn<(granted: boolean) => void>();
    request?.(JSON.parse("{}"), "media", decide, JSON.parse('{"requestingUrl":"lakeshore://app/"}'));
    expect(decide).toHaveBeenCalledExactlyOnceWith(false);
    expect(setDevicePermissionHandler.mock.calls[0]?.[0]?.(JSON.parse("{}"))).toBe(false);
  });
});

describe("requests of the page", () => {
  test.each(["lakeshore://app/assets/a.js", "blob:lakeshore://app/1", "data:image/png;base64,AA=="])(
    "may be %s",
    (url) => expect(mayRequest(url)).toBe(true),
  );
  test.each(foreign)("may not be %j", (url) => expect(mayRequest(url)).toBe(false));
});

describe("messages of pages", () => {
  test("count from the main frame of our page only", () => {
    expect(isTrustedSender({ url: "lakeshore://app/lakes", parent: null })).toBe(true);
    expect(isTrustedSender({ url: "lakeshore://app/lakes", parent: {} })).toBe(false);
    expect(isTrustedSender({ url: "https://example.com/", parent: null })).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });
});
