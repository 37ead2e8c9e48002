/**
 * What a child process needs of this process's environment: on Windows SystemRoot, without which it can neither load
 * libraries nor open sockets; elsewhere nothing, so that no secret reaches it.
 */
export function childEnvironment(own: Record<string, string>): Record<string, string> {
  const root = process.env["SystemRoot"];
  return process.platform === "win32" && root !== undefined ? { SystemRoot: root, ...own } : own;
}
