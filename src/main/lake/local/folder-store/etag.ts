/**
 * Changes when a file is written again or replaced. Two changes within the clock's tick of the file system that keep the
 * size look the same; no file system tells more.
 */
export function etagOf(size: number, modifiedMs: number, inode: number): string {
  return `${size.toString(36)}-${modifiedMs}-${inode.toString(36)}`;
}
