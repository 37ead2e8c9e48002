import { createHash } from "node:crypto";
import { type Head, type JournalEvent, encodeEvent, hashOf } from "../../src/main/lake/journal/journal-event.ts";
import { randomNumbers } from "../search/random-numbers.ts";

export const TABLES = 2_000;

/** People do a few things one after the other. */
const BURST = 20;
const SAY_ALL_EVERY = 64;

interface Author {
  writer: string;
  sequence: number;
  previous: string | null;
  said: Map<string, string>;
}

/** An event as it is stored. */
export interface TeamEvent {
  writer: string;
  sequence: number;
  bytes: Uint8Array;
}

/** What a team does to a lake's tables, in the order of time; always the same. */
export class TeamEvents {
  readonly #random = randomNumbers(7);
  readonly #authors: Author[];
  readonly #heads = new Map<string, Head>();
  /** The newest statement about each thing, which the next replaces. */
  readonly #newest = new Map<string, string>();
  #made = 0;

  constructor(writers: number) {
    this.#authors = Array.from({ length: writers }, (_, number) => ({
      writer: uuidOf(`writer ${number}`),
      sequence: 0,
      previous: null,
      said: new Map(),
    }));
  }

  *next(count: number): Generator<TeamEvent> {
    for (let made = 0; made < count; made += 1) {
      const author = this.#authors[Math.floor(this.#made / BURST) % this.#authors.length];
      if (author) yield this.#eventOf(author);
      this.#made += 1;
    }
  }

  #eventOf(author: Author): TeamEvent {
    author.sequence += 1;
    const { writer, sequence, previous } = author;
    const event: JournalEvent = {
      format: 1,
      writer,
      sequence,
      previous,
      seen: this.#seen(author),
      at: new Date(Date.UTC(2026, 0, 1) + this.#made * 1000).toISOString(),
      principal: `person-${writer.slice(0, 8)}`,
      ...this.#act(author),
    };
    const bytes = encodeEvent(event);
    author.previous = hashOf(bytes);
    this.#heads.set(writer, { sequence, hash: author.previous });
    return { writer, sequence, bytes };
  }

  #seen({ writer, sequence, said }: Author): Record<string, Head> {
    const isAll = sequence % SAY_ALL_EVERY === 0;
    const news = [...this.#heads].filter(
      ([other, { hash }]) => other !== writer && (isAll || said.get(other) !== hash),
    );
    for (const [other, { hash }] of news) said.set(other, hash);
    return Object.fromEntries(news);
  }

  /** Four of five are about what is known of a table. */
  #act(author: Author): Pick<JournalEvent, "kind" | "data"> {
    const pick = (below: number) => Math.floor(this.#random() * below);
    const table = { zoneId: "trusted", name: `table_${pick(TABLES)}` };
    const text = `seen ${pick(1000)} times, loaded every night from the ledger`;
    const acts: [register: string, verb: string, said: Record<string, unknown>][] = [
      [`rating ${author.writer}`, "rated", { value: { stars: 1 + pick(5), comment: text } }],
      ["tag", "tagged", { tag: `tag-${pick(5)}`, value: true }],
      ["owner", "owned", { value: `team ${pick(20)}` }],
      ["description", "described", { column: null, value: text }],
    ];
    const act = acts[pick(acts.length + 1)];
    if (!act) return { kind: "transfers.uploaded", data: { summary: text, table: table.name } };
    const [register, verb, said] = act;
    const tag = typeof said["tag"] === "string" ? said["tag"] : "";
    const about = `${register} ${tag} ${table.name}`;
    const before = this.#newest.get(about);
    this.#newest.set(about, `${author.writer}/${author.sequence}`);
    return {
      kind: `knowledge.${verb}`,
      data: { version: 1, summary: verb, table, ...said, replaces: before === undefined ? [] : [before] },
    };
  }
}

function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
