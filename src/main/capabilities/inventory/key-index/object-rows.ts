import { wordsOf } from "../../../../shared/domain/name-words.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { ListedObject } from "./packed-objects.ts";

/** Rows of objects with the words that find them. `path` of an object is its name here, without its prefix. */
export class ObjectRows {
  readonly #database: IndexDatabase;
  /** Of the prefix that was written to last: its objects come together. */
  #words = { prefix: "", text: "" };

  constructor(database: IndexDatabase) {
    this.#database = database;
  }

  /** False when there is one of that name already. */
  insert(prefix: number, prefixPath: string, { path, size, modified, etag, storageClass }: ListedObject): boolean {
    const { changes, lastInsertRowid } = this.#database.run(
      "INSERT OR IGNORE INTO object (prefix, name, size, modified, etag, class) VALUES (?, ?, ?, ?, ?, ?)",
      prefix,
      path,
      size,
      modified,
      etag,
      storageClass,
    );
    if (changes === 0) return false;
    const text = `${this.#wordsOfPrefix(prefixPath)} ${wordsOf(path).join(" ")}`;
    this.#database.run("INSERT INTO object_text (rowid, path) VALUES (?, ?)", lastInsertRowid, text);
    return true;
  }

  remove(id: number): void {
    this.#database.run("DELETE FROM object_text WHERE rowid = ?", id);
    this.#database.run("DELETE FROM object WHERE id = ?", id);
  }

  #wordsOfPrefix(prefix: string): string {
    if (this.#words.prefix !== prefix) this.#words = { prefix, text: wordsOf(prefix).join(" ") };
    return this.#words.text;
  }
}
