import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Command } from "./run.ts";

/** How to start a program by its name, wherever it is. */
export interface Programs {
  command(name: string, args: readonly string[]): Command;
  /** Where packages have put their libraries; null where the programs know that themselves. */
  libraryFolder: string | null;
}

/** Whether there is a program of this name on the PATH. */
export function isOnPath(name: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** The programs of this machine. */
export const installedPrograms: Programs = {
  command: (file, args) => ({ file, args, env: process.env }),
  libraryFolder: null,
};

/**
 * Programs that were unpacked into a folder (see `unpackPackages`), run by the loader and with the libraries that are
 * there too. Those that are scripts in Python are named, and so are folders of libraries below the common one.
 */
export async function unpackedPrograms(
  tree: string,
  { scripts, libraries = [] }: { scripts: readonly string[]; libraries?: readonly string[] },
): Promise<Programs> {
  const { loader, folders } = await findLoader(tree);
  const libraryFolder = folders.at(-1) ?? tree;
  const path = [...folders, ...libraries.map((name) => join(libraryFolder, name))].join(":");
  const bin = (name: string) => join(tree, "usr", "bin", name);
  const env = {
    ...process.env,
    PYTHONHOME: join(tree, "usr"),
    PYTHONPATH: join(tree, "usr", "lib", "python3", "dist-packages"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  return {
    command(name, args) {
      const program = scripts.includes(name) ? [bin("python3"), bin(name)] : [bin(name)];
      return { file: loader, args: ["--library-path", path, ...program, ...args], env };
    },
    libraryFolder,
  };
}

/** Debian keeps libraries in folders named for the architecture, below /lib and /usr/lib, and the loader with them. */
async function findLoader(tree: string): Promise<{ loader: string; folders: string[] }> {
  const folders: string[] = [];
  const loaders: string[] = [];
  for (const parent of [join(tree, "lib"), join(tree, "usr", "lib")].filter((folder) => existsSync(folder))) {
    for (const name of (await readdir(parent)).filter((entry) => entry.endsWith("-linux-gnu"))) {
      const folder = join(parent, name);
      folders.push(folder);
      const files = (await readdir(folder)).filter((file) => /^ld-linux.*\.so\.\d+$/.test(file));
      loaders.push(...files.map((file) => join(folder, file)));
    }
  }
  const [loader] = loaders;
  if (loader === undefined) throw new Error(`there is no loader among the packages in ${tree}`);
  return { loader, folders };
}
