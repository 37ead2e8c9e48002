/** What the directory worker is asked. A reader is opened, asked for pages, and closed. */
export type DirectoryRequest =
  | { kind: "open"; reader: number; path: string; recursive: boolean; hidden: string }
  | { kind: "page"; reader: number }
  | { kind: "close"; reader: number };

/** Columns instead of objects: a page crosses threads as four buffers and one text. */
export interface DirectoryPage {
  /** Paths below the opened folder, "/"-separated, joined by NUL (the one character no name has). */
  names: string;
  kinds: Uint8Array;
  sizes: Float64Array;
  modified: Float64Array;
  inodes: Float64Array;
  /** Folders that are there and could not be read; they count as entries of the page. */
  unread: UnreadFolder[];
}

/** `path` is below the opened folder and ends in "/"; "" is that folder, whose entries could not be looked at. */
export interface UnreadFolder {
  path: string;
  code: string;
}

/** Values of `DirectoryPage.kinds`. */
export const FILE = 0;
export const FOLDER = 1;
export const LINK = 2;

export type DirectoryReply =
  | { reader: number; page: DirectoryPage | null }
  | { reader: number; error: { code: string; message: string; path: string } };

/** The port's limit on the entries of a page. */
export const PAGE_ENTRIES = 1000;
