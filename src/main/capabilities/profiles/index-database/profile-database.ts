import { ProfileSummary } from "../../../../shared/contract/profiles.ts";
import { ColumnProfile } from "../../../../shared/domain/column-profile.ts";
import { IndexDatabase } from "../../../state/index-database.ts";
import type { ColumnPair, ProfiledDataset, ProfileReply, ProfileRequest } from "./profile-protocol.ts";

const schema = {
  version: 1,
  cacheMebibytes: 8,
  sql: `
    CREATE TABLE profile (
      id INTEGER PRIMARY KEY, zone TEXT NOT NULL, path TEXT NOT NULL, summary TEXT
    ) STRICT;
    CREATE INDEX profile_of ON profile (zone, path, id);
    CREATE TABLE column_profile (
      profile INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, figures TEXT NOT NULL,
      PRIMARY KEY (profile, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX column_named ON column_profile (profile, name);
  `,
};

/** Profiles of a dataset that are kept. */
const KEPT = 5;

/** What profiles said of the datasets of one lake. Opened in a worker only. */
export class ProfileDatabase {
  readonly #sql: IndexDatabase;

  constructor(path: string) {
    this.#sql = new IndexDatabase(path, schema);
    // Of profiles that ended with the app, half of the columns are worth nothing.
    for (const { id } of this.#sql.all("SELECT id FROM profile WHERE summary IS NULL")) this.#forget(Number(id));
  }

  answer(request: ProfileRequest): ProfileReply {
    switch (request.kind) {
      case "begin":
        return { kind: "begun", id: this.#begin(request.dataset) };
      case "add":
        this.#add(request.id, request.columns);
        return { kind: "done" };
      case "finish":
        this.#finish(request.summary);
        return { kind: "done" };
      case "discard":
        this.#forget(request.id);
        return { kind: "done" };
      case "newest":
        return { kind: "summaries", summaries: this.#newest(request.dataset) };
      case "columns":
        return { kind: "columns", columns: this.#columns(request) };
    }
  }

  #begin({ zoneId, path }: ProfiledDataset): number {
    const { lastInsertRowid } = this.#sql.run("INSERT INTO profile (zone, path) VALUES (?, ?)", zoneId, path);
    return Number(lastInsertRowid);
  }

  #add(id: number, columns: readonly ColumnProfile[]): void {
    this.#sql.transaction(() => {
      for (const column of columns) {
        const { number, name } = column;
        this.#sql.run("INSERT INTO column_profile VALUES (?, ?, ?, ?)", id, number, name, JSON.stringify(column));
      }
    });
  }

  #finish(summary: ProfileSummary): void {
    this.#sql.run("UPDATE profile SET summary = ? WHERE id = ?", JSON.stringify(summary), summary.id);
    const old = this.#sql.all(
      `SELECT old.id FROM profile AS old JOIN profile AS made ON made.id = ? AND old.zone = made.zone AND old.path = made.path
       WHERE old.summary IS NOT NULL ORDER BY old.id DESC LIMIT -1 OFFSET ${KEPT}`,
      summary.id,
    );
    for (const { id } of old) this.#forget(Number(id));
  }

  #forget(id: number): void {
    this.#sql.transaction(() => {
      this.#sql.run("DELETE FROM column_profile WHERE profile = ?", id);
      this.#sql.run("DELETE FROM profile WHERE id = ?", id);
    });
  }

  #newest({ zoneId, path }: ProfiledDataset): ProfileSummary[] {
    return this.#sql
      .all(
        "SELECT summary FROM profile WHERE zone = ? AND path = ? AND summary IS NOT NULL ORDER BY id DESC LIMIT 2",
        zoneId,
        path,
      )
      .map(({ summary }) => ProfileSummary.parse(JSON.parse(String(summary))));
  }

  #columns({ dataset, first, limit }: { dataset: ProfiledDataset; first: number; limit: number }): ColumnPair[] {
    const [current, previous] = this.#newest(dataset);
    if (!current) return [];
    return this.#sql
      .all(
        `SELECT now.figures AS now, (SELECT before.figures FROM column_profile AS before
         WHERE before.profile = ? AND before.name = now.name LIMIT 1) AS before
         FROM column_profile AS now WHERE now.profile = ? ORDER BY now.number LIMIT ? OFFSET ?`,
        previous?.id ?? -1,
        current.id,
        limit,
        first,
      )
      .map(({ now, before }) => ({ profile: read(now), previous: before === null ? null : read(before) }));
  }
}

function read(figures: unknown): ColumnProfile {
  return ColumnProfile.parse(JSON.parse(String(figures)));
}
