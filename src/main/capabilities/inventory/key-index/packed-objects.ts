import type { PackedObjects } from "./keys-protocol.ts";

export interface ListedObject {
  path: string;
  size: number;
  modified: number;
  etag: string;
  storageClass: string;
}

/** For the way to the worker. No key has a NUL in it. */
export function packObjects(objects: readonly ListedObject[]): PackedObjects {
  return {
    paths: objects.map(({ path }) => path).join("\0"),
    etags: objects.map(({ etag }) => etag).join("\0"),
    classes: objects.map(({ storageClass }) => storageClass).join("\0"),
    sizes: Float64Array.from(objects, ({ size }) => size),
    modified: Float64Array.from(objects, ({ modified }) => modified),
  };
}

export function* unpackObjects({ paths, etags, classes, sizes, modified }: PackedObjects): Generator<ListedObject> {
  if (sizes.length === 0) return;
  const [allPaths, allEtags, allClasses] = [paths.split("\0"), etags.split("\0"), classes.split("\0")];
  for (const [index, path] of allPaths.entries()) {
    yield {
      path,
      size: sizes[index] ?? 0,
      modified: modified[index] ?? 0,
      etag: allEtags[index] ?? "",
      storageClass: allClasses[index] ?? "",
    };
  }
}
