import { mkdir, rm } from "node:fs/promises";
import { posix, win32 } from "node:path";
import type { HostPaths } from "../host-services.ts";

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  homeFolder: string;
}

/**
 * Where a person's data is kept when they name no place: %APPDATA% on Windows, Application Support on macOS, and
 * $XDG_DATA_HOME elsewhere (XDG Base Directory Specification 0.8: relative values are ignored).
 */
export function defaultUserDataFolder({ platform, env, homeFolder }: Surroundings): string {
  if (platform === "win32") {
    return win32.join(env["APPDATA"] ?? win32.join(homeFolder, "AppData", "Roaming"), "Lakeshore");
  }
  if (platform === "darwin") return posix.join(homeFolder, "Library", "Application Support", "Lakeshore");
  const xdg = env["XDG_DATA_HOME"];
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(homeFolder, ".local", "share"), "lakeshore");
}

export interface BuiltFolders {
  /** Read-only files of the app: the sample lake, icons. */
  resources: string;
  /** Built entries of child processes and workers. */
  programs: string;
}

/** Makes the folders of a user-data folder that this process owns, and empties its temp folder. */
export async function prepareHostPaths(userData: string, built: BuiltFolders): Promise<HostPaths> {
  const path = process.platform === "win32" ? win32 : posix;
  const paths = { userData, cache: path.join(userData, "cache"), temp: path.join(userData, "temp"), ...built };
  await rm(paths.temp, { recursive: true, force: true });
  // Only the person may look into it: query history and copies of their data are in there.
  for (const folder of [paths.userData, paths.cache, paths.temp]) await mkdir(folder, { recursive: true, mode: 0o700 });
  return paths;
}
