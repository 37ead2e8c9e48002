import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { arch, availableParallelism, homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { run } from "./run.ts";

/** No run takes so long to fetch packages. */
const ABANDONED_MS = 24 * 60 * 60_000;

export interface PackageChoice {
  /** Of the folder in the cache. */
  name: string;
  /** Debian's, such as "bookworm". */
  suite: string;
  packages: readonly string[];
}

/**
 * The folder into which packages of a Debian suite and all that they depend on, down to the C library, were unpacked.
 * They are fetched with apt and unpacked with dpkg-deb into a cache folder: nothing is installed on this machine, no
 * maintainer script runs, and no root is needed. It is made once and then found again.
 */
export async function unpackPackages(choice: PackageChoice, say: (text: string) => void, signal: AbortSignal) {
  const folder = join(cacheFolder(), `${choice.name}-${choice.suite}-${arch()}-${digest(choice.packages)}`);
  if (existsSync(folder)) {
    say(`taking the ${choice.suite} packages that were unpacked before: ${folder}`);
    return folder;
  }
  for (const tool of ["apt-get", "dpkg-deb"]) {
    await run(tool, ["--version"], { signal }).catch(() => {
      throw new Error(`this system has no ${tool} to get ${choice.name} from Debian's packages with`);
    });
  }
  await mkdir(dirname(folder), { recursive: true });
  await removeLeftovers(folder);
  const work = await mkdtemp(`${folder}.partial-`);
  try {
    const archives = await fetchArchives(choice, work, say, signal);
    say(`unpacking ${archives.length} packages into ${folder}`);
    const tree = join(work, "tree");
    await unpack(archives, tree, signal);
    await rename(tree, folder).catch((error: unknown) => {
      // Another run has unpacked the same meanwhile.
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Removes what runs left beside the folder that were killed before they had made it. */
export async function removeLeftovers(folder: string): Promise<void> {
  const begun = `${basename(folder)}.partial-`;
  for (const name of (await readdir(dirname(folder))).filter((entry) => entry.startsWith(begun))) {
    const path = join(dirname(folder), name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "lakeshore-peers");
}

function digest(packages: readonly string[]): string {
  return createHash("sha256").update(packages.join(" ")).digest("hex").slice(0, 8);
}

/** Has apt resolve and fetch into a state of its own, in which nothing is installed yet. */
async function fetchArchives(
  { name, suite, packages }: PackageChoice,
  work: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<string[]> {
  const mirror = await debianMirror();
  const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
  const signedBy = existsSync(keyring) ? `[signed-by=${keyring}] ` : "";
  const state = join(work, "state");
  const cache = join(work, "cache");
  const sources = join(work, "sources.list");
  for (const folder of [join(state, "lists", "partial"), join(cache, "archives", "partial")]) {
    await mkdir(folder, { recursive: true });
  }
  await writeFile(join(state, "status"), "");
  await writeFile(sources, `deb ${signedBy}${mirror} ${suite} main\n`);
  const options = {
    "Dir::State": state,
    "Dir::State::status": join(state, "status"),
    "Dir::Cache": cache,
    "Dir::Etc::sourcelist": sources,
    "Dir::Etc::sourceparts": "/dev/null",
    "APT::Install-Recommends": "0",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    // The user that apt would become for fetching cannot read the cache folder.
    "APT::Sandbox::User": "root",
  };
  const apt = (...args: string[]) =>
    run("apt-get", ["-qq", ...Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]), ...args], {
      signal,
    });
  say(`fetching ${name} from the packages of Debian ${suite}`);
  await apt("update");
  await apt("install", "--yes", "--download-only", ...packages);
  const archives = join(cache, "archives");
  return (await readdir(archives)).filter((file) => file.endsWith(".deb")).map((file) => join(archives, file));
}

/** The mirror that this machine takes Debian's packages from, or the one in DEBIAN_MIRROR. */
async function debianMirror(): Promise<string> {
  const given = process.env["DEBIAN_MIRROR"];
  if (given) return given;
  const parts = "/etc/apt/sources.list.d";
  const more = existsSync(parts) ? (await readdir(parts)).map((file) => join(parts, file)) : [];
  for (const file of ["/etc/apt/sources.list", ...more].filter((path) => existsSync(path))) {
    const mirror = mirrorIn(await readFile(file, "utf8"));
    if (mirror !== null) return mirror;
  }
  throw new Error("this machine's apt knows no mirror of Debian: name one in DEBIAN_MIRROR");
}

/** In a list of apt's, of either format (sources.list(5)), the first address that ends in "/debian". */
export function mirrorIn(sources: string): string | null {
  const lines = sources.split("\n").filter((line) => !line.trimStart().startsWith("#"));
  return /https?:\/\/\S+\/debian(?=\/?(?:\s|$))/.exec(lines.join("\n"))?.[0] ?? null;
}

async function unpack(archives: readonly string[], tree: string, signal: AbortSignal): Promise<void> {
  await mkdir(tree);
  const waiting = [...archives];
  const worker = async () => {
    for (let archive = waiting.pop(); archive !== undefined; archive = waiting.pop()) {
      await run("dpkg-deb", ["--extract", archive, tree], { signal });
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
}
