import { type LocalFile, type UploadProblem, assertFew } from "./gathered-files.ts";

/** What is asked of an entry of a drop (wicg.github.io/entries-api); TypeScript's own types ask for far more. */
export interface DroppedEntry {
  readonly name: string;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
}

type Failed = (error: DOMException) => void;

interface DroppedFile extends DroppedEntry {
  file: (done: (file: File) => void, failed: Failed) => void;
}

interface DroppedFolder extends DroppedEntry {
  createReader: () => { readEntries: (done: (entries: DroppedEntry[]) => void, failed: Failed) => void };
}

interface WalkOptions {
  signal: AbortSignal;
  /** Called with how many files were found so far. */
  onCount: (found: number) => void;
}

interface Walked {
  files: LocalFile[];
  problems: UploadProblem[];
}

/** All files below what was dropped, and folders that are empty. What cannot be read is a problem, not a failure. */
export async function walkEntries(roots: readonly DroppedEntry[], { signal, onCount }: WalkOptions): Promise<Walked> {
  const files: LocalFile[] = [];
  const problems: UploadProblem[] = [];
  const folders: { entry: DroppedFolder; path: string }[] = [];

  const take = async (entry: DroppedEntry, path: string): Promise<void> => {
    if (isDirectory(entry)) folders.push({ entry, path: `${path}/` });
    else if (isFile(entry)) {
      try {
        files.push({ relativePath: path, file: await fileOf(entry) });
      } catch (error) {
        problems.push({ path, reason: reasonOf(error), willSkip: true });
      }
    }
  };

  await Promise.all(roots.map((root) => take(root, root.name)));
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    signal.throwIfAborted();
    const { entry, path } = folder;
    try {
      const children = await childrenOf(entry);
      if (children.length === 0) files.push({ relativePath: path, file: null });
      await Promise.all(children.map((child) => take(child, `${path}${child.name}`)));
    } catch (error) {
      problems.push({ path, reason: reasonOf(error), willSkip: true });
    }
    assertFew(files.length);
    onCount(files.length);
  }
  return { files, problems };
}

/** A directory gives at most 100 entries a call, until it gives none (wicg.github.io/entries-api). */
async function childrenOf(directory: DroppedFolder): Promise<DroppedEntry[]> {
  const reader = directory.createReader();
  const children: DroppedEntry[] = [];
  for (;;) {
    const batch = await new Promise<DroppedEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

function fileOf(entry: DroppedFile): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isDirectory(entry: DroppedEntry): entry is DroppedFolder {
  return entry.isDirectory;
}

function isFile(entry: DroppedEntry): entry is DroppedFile {
  return entry.isFile;
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotFoundError") return "It is not there any more.";
  return "The browser could not read it. It may lack the permission.";
}
