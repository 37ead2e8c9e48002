import type { IndexDatabase } from "../../../state/index-database.ts";
import { allowedEdits, deletionHashes, editsBetween } from "./term-deletions.ts";

export interface Term {
  text: string;
  /** Tables with it in their name. */
  names: number;
  /** How often it is anywhere. */
  uses: number;
}

/** Words that are counted in memory before they are written. */
const MOST_COUNTED = 50_000;
/** Behind every word that begins with the one it is put after. */
const END = "\u{10ffff}";

/** The words of all tables: what typed letters may stand for is looked up here, and only then in the tables. */
export class Vocabulary {
  readonly #database: IndexDatabase;
  #counted = new Map<string, { names: number; uses: number }>();

  constructor(database: IndexDatabase) {
    this.#database = database;
  }

  /** Adds what a table has; `sign` -1 takes it away again. */
  count(word: string, isName: boolean, sign: 1 | -1): void {
    if (word === "" || word === "|") return;
    const counts = this.#counted.get(word);
    if (counts) {
      counts.uses += sign;
      if (isName) counts.names += sign;
      return;
    }
    this.#counted.set(word, { names: isName ? sign : 0, uses: sign });
    if (this.#counted.size > MOST_COUNTED) this.write();
  }

  /** Writes what has been counted. Within a transaction. */
  write(): void {
    if (this.#counted.size === 0) return;
    const database = this.#database;
    const deletions: [hash: number, term: number][] = [];
    for (const [text, { names, uses }] of [...this.#counted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const update = "UPDATE term SET names = names + ?, uses = uses + ? WHERE text = ?";
      if (database.run(update, names, uses, text).changes > 0) continue;
      const insert = "INSERT INTO term (text, names, uses) VALUES (?, ?, ?)";
      const id = Number(database.run(insert, text, names, uses).lastInsertRowid);
      database.run("INSERT INTO term_infix (rowid, text) VALUES (?, ?)", id, text);
      for (const hash of deletionHashes(text)) deletions.push([hash, id]);
    }
    // In the order of the tree, so that its pages are filled one after another.
    deletions.sort(([a], [b]) => a - b);
    for (const [hash, term] of deletions) {
      database.run("INSERT OR IGNORE INTO term_deletion (hash, term) VALUES (?, ?)", hash, term);
    }
    this.#counted = new Map();
  }

  exact(word: string): Term | null {
    const [row] = this.#database.all("SELECT text, names, uses FROM term WHERE text = ? AND uses > 0", word);
    return row ? termOf(row) : null;
  }

  hasBeginning(word: string): boolean {
    const sql = "SELECT 1 AS n FROM term WHERE text >= ? AND text < ? AND uses > 0 LIMIT 1";
    return this.#database.count(sql, word, word + END) > 0;
  }

  /** Words that begin so, the most used first, and how often all of them are used. */
  beginning(word: string, limit: number): { terms: Term[]; uses: number } {
    const where = "text >= ? AND text < ? AND uses > 0";
    const terms = this.#database
      .all(`SELECT text, names, uses FROM term WHERE ${where} ORDER BY uses DESC LIMIT ?`, word, word + END, limit)
      .map(termOf);
    const total = `SELECT sum(uses) AS n FROM term WHERE ${where}`;
    const all = terms.length < limit ? terms.reduce((sum, { uses }) => sum + uses, 0) : 0;
    return { terms, uses: all > 0 ? all : this.#database.count(total, word, word + END) };
  }

  /** Words that have the letters further inside, the most used first. */
  inside(letters: string, limit: number): Term[] {
    if (letters.length < 3) return [];
    return this.#database
      .all(
        `SELECT term.text, names, uses FROM term_infix JOIN term ON term.id = term_infix.rowid
         WHERE term_infix MATCH ? AND uses > 0 ORDER BY names DESC, uses DESC LIMIT ?`,
        `"${letters}"`,
        limit,
      )
      .map(termOf)
      .filter(({ text }) => !text.startsWith(letters));
  }

  /** Words that someone may have meant who typed this one, with the number of edits between, the nearest first. */
  near(word: string, limit: number): { term: Term; edits: number }[] {
    const most = allowedEdits(word);
    const found = new Map<string, { term: Term; edits: number }>();
    for (const hash of deletionHashes(word)) {
      const rows = this.#database.all(
        `SELECT text, names, uses FROM term_deletion JOIN term ON term.id = term_deletion.term
         WHERE hash = ? AND uses > 0`,
        hash,
      );
      for (const row of rows) {
        const term = termOf(row);
        if (found.has(term.text)) continue;
        // Of a longer word only the beginning has been typed.
        const typed = term.text.slice(0, word.length);
        const edits = Math.min(editsBetween(word, term.text, most), editsBetween(word, typed, most));
        if (edits > 0 && edits <= most) found.set(term.text, { term, edits });
      }
    }
    return [...found.values()]
      .toSorted((a, b) => a.edits - b.edits || b.term.names - a.term.names || b.term.uses - a.term.uses)
      .slice(0, limit);
  }

  /** The words that one typed without a gap is made of, the last may be unfinished: "depdel" is dep, del. Null when it is none. */
  parts(word: string): string[] | null {
    for (let at = word.length - 1; at >= 2; at -= 1) {
      const left = word.slice(0, at);
      if (!this.exact(left)) continue;
      const right = word.slice(at);
      if (this.hasBeginning(right)) return [left, right];
      const rest = right.length > 3 ? this.parts(right) : null;
      if (rest) return [left, ...rest];
    }
    return null;
  }
}

function termOf(row: Record<string, unknown>): Term {
  return { text: String(row["text"]), names: Number(row["names"]), uses: Number(row["uses"]) };
}
