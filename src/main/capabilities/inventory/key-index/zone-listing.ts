import { baseName, parentPath } from "../../../../shared/domain/object-address.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { type Digest, addDigest, digestOf } from "./digest.ts";
import type { PackedObjects } from "./keys-protocol.ts";
import type { ObjectRows } from "./object-rows.ts";
import { unpackObjects } from "./packed-objects.ts";
import type { PrefixTree } from "./prefix-tree.ts";

/** Prefixes whose sums are kept in memory before they go to the disk. */
const OPEN_PREFIXES = 20_000;

interface OpenPrefix extends Digest {
  objects: number;
  bytes: number;
  /** Row of a prefix that this scan saw first, whose objects are written as they come; null where there are rows to compare with. */
  writing: number | null;
}

/**
 * A listing of a zone as it comes, in any order. Of prefixes that are known only sums are taken; those that turn out to
 * be other than the rows are listed once more, alone, and compared object by object.
 */
export class ZoneListing {
  readonly #database: IndexDatabase;
  readonly #tree: PrefixTree;
  readonly #rows: ObjectRows;
  readonly #zoneId: string;
  readonly #scan: number;
  readonly #open = new Map<string, OpenPrefix>();

  constructor(database: IndexDatabase, tree: PrefixTree, rows: ObjectRows, zoneId: string, scan: number) {
    this.#database = database;
    this.#tree = tree;
    this.#rows = rows;
    this.#zoneId = zoneId;
    this.#scan = scan;
    database.run("DELETE FROM seen");
  }

  /** Returns how many objects were new. */
  add(packed: PackedObjects): number {
    return this.#database.transaction(() => {
      const written = new Map<number, { a: number; b: number; objects: number; bytes: number }>();
      let added = 0;
      for (const object of unpackObjects(packed)) {
        const prefix = parentPath(object.path);
        const open = this.#open.get(prefix) ?? this.#start(prefix);
        const name = baseName(object.path);
        const digest = digestOf(name, object.size, object.modified, object.etag, object.storageClass);
        count(open, digest, object.size);
        if (open.writing === null || !this.#rows.insert(open.writing, prefix, { ...object, path: name })) continue;
        const delta = written.get(open.writing) ?? { a: 0, b: 0, objects: 0, bytes: 0 };
        count(delta, digest, object.size);
        written.set(open.writing, delta);
        added += 1;
      }
      for (const [id, delta] of written) this.#tree.add(id, delta);
      if (this.#open.size > OPEN_PREFIXES) this.#spill();
      return added;
    });
  }

  /** Ends the listing: what was seen can be compared with the rows. */
  end(): void {
    this.#database.transaction(() => this.#spill());
  }

  #start(path: string): OpenPrefix {
    const row = this.#tree.find(this.#zoneId, path);
    let writing: number | null = null;
    if (row === null || row.objects === 0 || row.writtenBy === this.#scan) {
      writing = row?.id ?? this.#tree.ensure(this.#zoneId, path);
      if (row?.writtenBy !== this.#scan) {
        this.#database.run("UPDATE prefix SET written_by = ? WHERE id = ?", this.#scan, writing);
      }
    }
    const open = { a: 0, b: 0, objects: 0, bytes: 0, writing };
    this.#open.set(path, open);
    return open;
  }

  #spill(): void {
    for (const [path, { a, b, objects, bytes }] of this.#open) {
      const [row] = this.#database.all("SELECT a, b FROM seen WHERE path = ?", path);
      const sum = { a: Number(row?.["a"] ?? 0), b: Number(row?.["b"] ?? 0) };
      addDigest(sum, { a, b });
      this.#database.run(
        `INSERT INTO seen VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET a = ?, b = ?, objects = objects + excluded.objects, bytes = bytes + excluded.bytes`,
        path,
        sum.a,
        sum.b,
        objects,
        bytes,
        sum.a,
        sum.b,
      );
    }
    this.#open.clear();
  }
}

function count(sum: Digest & { objects: number; bytes: number }, digest: Digest, size: number): void {
  addDigest(sum, digest);
  sum.objects += 1;
  sum.bytes += size;
}
