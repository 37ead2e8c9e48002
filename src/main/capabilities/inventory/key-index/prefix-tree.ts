import { parentPath } from "../../../../shared/domain/object-address.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import { type Digest, addDigest } from "./digest.ts";

/** What was added to the objects directly in a prefix; negative where they became fewer. */
export interface PrefixDelta extends Digest {
  objects: number;
  bytes: number;
}

const REMEMBERED = 20_000;

/** The rows of prefixes: each holds what is directly in it, and what is in all below it. */
export class PrefixTree {
  readonly #database: IndexDatabase;
  readonly #known = new Map<string, number>();

  constructor(database: IndexDatabase) {
    this.#database = database;
  }

  find(
    zoneId: string,
    path: string,
  ): { id: number; writtenBy: number; digest: Digest; objects: number; bytes: number } | null {
    const [row] = this.#database.all("SELECT * FROM prefix WHERE zone = ? AND path = ?", zoneId, path);
    if (!row) return null;
    return {
      id: Number(row["id"]),
      writtenBy: Number(row["written_by"]),
      digest: { a: Number(row["a"]), b: Number(row["b"]) },
      objects: Number(row["objects"]),
      bytes: Number(row["bytes"]),
    };
  }

  /** The row of a prefix, made with the ones above it where it is not there. */
  ensure(zoneId: string, path: string): number {
    const key = `${zoneId}/${path}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.find(zoneId, path)?.id ?? this.#insert(zoneId, path);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, id);
    return id;
  }

  /** Adds to a prefix and to all above it, and has it summarised again. */
  add(id: number, { a, b, objects, bytes }: PrefixDelta): void {
    const [row] = this.#database.all("SELECT a, b FROM prefix WHERE id = ?", id);
    const digest = { a: Number(row?.["a"] ?? 0), b: Number(row?.["b"] ?? 0) };
    addDigest(digest, { a, b });
    this.#database.run(
      "UPDATE prefix SET a = ?, b = ?, objects = objects + ?, bytes = bytes + ?, summarised = 0 WHERE id = ?",
      digest.a,
      digest.b,
      objects,
      bytes,
      id,
    );
    if (objects === 0 && bytes === 0) return;
    this.#database.run(
      `WITH RECURSIVE up (id) AS (SELECT ? UNION ALL SELECT parent FROM prefix JOIN up USING (id) WHERE parent IS NOT NULL)
       UPDATE prefix SET all_objects = all_objects + ?, all_bytes = all_bytes + ? WHERE id IN (SELECT id FROM up)`,
      id,
      objects,
      bytes,
    );
  }

  /** Takes out prefixes that have nothing in them and nothing below. */
  removeEmpty(zoneId: string): void {
    this.#known.clear();
    const gone = "SELECT id FROM prefix WHERE zone = ? AND all_objects = 0 AND path <> ''";
    this.#database.run(`DELETE FROM rollup WHERE prefix IN (${gone})`, zoneId);
    this.#database.run(`DELETE FROM shape WHERE prefix IN (${gone})`, zoneId);
    this.#database.run("DELETE FROM prefix WHERE zone = ? AND all_objects = 0 AND path <> ''", zoneId);
  }

  #insert(zoneId: string, path: string): number {
    const parent = path === "" ? null : this.ensure(zoneId, parentPath(path));
    const { lastInsertRowid } = this.#database.run(
      "INSERT INTO prefix (zone, path, parent) VALUES (?, ?, ?)",
      zoneId,
      path,
      parent,
    );
    return Number(lastInsertRowid);
  }
}
