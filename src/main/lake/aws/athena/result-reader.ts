import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { AppError } from "../../../../shared/domain/app-error.ts";
import type { Answer, Engine } from "../../../engine/engine.ts";
import { Slots } from "../../../engine/client/slots.ts";
import type { RunOptions } from "../../ports.ts";
import { type ResultColumn, resultColumn } from "./result-columns.ts";
import { fetchToFile, findObject, type ResultObject } from "./result-object.ts";
import type { ResultPages } from "./result-pages.ts";
import { type ResultLayout, readingsOf } from "./result-sql.ts";

/** Results that are fetched at once; each takes disk and the network. */
const AT_ONCE = 2;
/** Larger ones are not fetched: results have 20 GB on disk, and one takes about twice its size there. */
const MOST_BYTES = 8 * 2 ** 30;

export interface ResultReaderParts {
  s3: S3Client;
  pages: ResultPages;
  /** Reads the fetched file into a kept result. */
  files: Pick<Engine, "ask">;
  /** For what is being fetched; an absolute path without links. */
  folder: string;
}

export interface ResultPlace {
  id: string;
  /** Null when Athena manages the result itself. */
  location: string | null;
  /** DML: the statement's result has the names of its columns in its first row. */
  hasHeader: boolean;
}

/** What a fetched result is; null where the statement gave no rows. */
export interface FetchedResult {
  result: (Answer & { warnings: string[] }) | null;
  rowsWritten: number | null;
}

/** Fetches results of Athena into result sets of this machine. */
export class ResultReader {
  readonly #parts: ResultReaderParts;
  readonly #slots = new Slots(AT_ONCE);

  constructor(parts: ResultReaderParts) {
    this.#parts = parts;
  }

  async fetch(place: ResultPlace, options: RunOptions): Promise<FetchedResult> {
    const { columns: infos, updateCount } = await this.#parts.pages.describe(place.id, options.signal);
    // Statements that write tell how many rows they wrote, as a result that has no columns worth a table.
    if (infos.length === 0) return { result: null, rowsWritten: updateCount };
    const columns = infos.map(resultColumn);
    const result = await this.#slots.use(options.signal, () => this.#fetch(place, columns, options));
    return { result, rowsWritten: updateCount };
  }

  /** The list of files at a manifest's place, as a result set of one column. Null when it is not there. */
  async files(manifest: string, options: RunOptions): Promise<Answer | null> {
    const object = await findObject(this.#parts.s3, manifest, options.signal);
    if (!object) return null;
    const column = resultColumn({ Name: "file", Type: "varchar" });
    return this.#slots.use(options.signal, () =>
      this.#withFile(async (path) => {
        await this.#copy(object, path, options);
        return this.#keep(path, [column], { kind: "lines" }, options);
      }),
    );
  }

  async #fetch(
    place: ResultPlace,
    columns: ResultColumn[],
    options: RunOptions,
  ): Promise<Answer & { warnings: string[] }> {
    const object = place.location === null ? null : await this.#object(place.location, options.signal);
    return this.#withFile(async (path) => {
      if (object) {
        await this.#copy(object, path, options);
        const isText = object.key.endsWith(".txt");
        return this.#keep(
          path,
          columns,
          isText ? { kind: "lines" } : { kind: "csv", hasHeader: place.hasHeader },
          options,
        );
      }
      const onRows = (rows: number) => options.onProgress({ fraction: null, rows, memoryBytes: null });
      await this.#parts.pages.writeCsv(place.id, path, { ...place, signal: options.signal, onRows });
      return this.#keep(path, columns, { kind: "csv", hasHeader: false }, options);
    });
  }

  /** Null where the API has to be asked: nothing is there, or the person may not read it. */
  async #object(location: string, signal: AbortSignal): Promise<ResultObject | null> {
    try {
      return await findObject(this.#parts.s3, location, signal);
    } catch (error) {
      if (error instanceof AppError && error.code === "ACCESS_DENIED") return null;
      throw error;
    }
  }

  async #copy(object: ResultObject, path: string, { signal, onProgress }: RunOptions): Promise<void> {
    if (object.size > MOST_BYTES) throw tooLarge(object);
    const whole = Math.max(1, object.size);
    await fetchToFile(this.#parts.s3, object, path, {
      signal,
      onProgress: (bytes) => onProgress({ fraction: bytes / whole, rows: null, memoryBytes: null }),
    });
  }

  async #keep(
    path: string,
    columns: readonly ResultColumn[],
    layout: ResultLayout,
    { signal, onProgress }: RunOptions,
  ): Promise<Answer & { warnings: string[] }> {
    const readings = readingsOf(path, columns, layout);
    for (const [place, { sql, columns: read }] of readings.entries()) {
      const question = {
        executionId: randomUUID(),
        sql,
        setup: [],
        readable: [path],
        shown: read.map(({ shown }) => shown),
      };
      try {
        const answer = await this.#parts.files.ask(question, { signal, onProgress });
        const isText = place > 0 && place === readings.length - 1;
        return { ...answer, warnings: isText ? [keptAsText] : [] };
      } catch (error) {
        const isLast = place === readings.length - 1;
        if (isLast || !(error instanceof AppError) || !isUnread(error)) throw error;
      }
    }
    throw new AppError("INTERNAL", "The result of Athena could not be read.");
  }

  async #withFile<T>(work: (path: string) => Promise<T>): Promise<T> {
    const { folder } = this.#parts;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${randomUUID()}.partial`);
    try {
      return await work(path);
    } finally {
      await rm(path, { force: true });
    }
  }
}

const keptAsText = "A value of the result does not fit its column's type, so all columns are kept as texts.";

function isUnread({ code }: AppError): boolean {
  return code === "QUERY_FAILED" || code === "DAMAGED" || code === "UNSUPPORTED" || code === "INTERNAL";
}

function tooLarge({ uri, size }: ResultObject): AppError {
  const gigabytes = (size / 1e9).toFixed(1);
  return new AppError("TOO_LARGE", `The result has ${gigabytes} GB, which is more than is fetched to this computer.`, {
    hint: `Add a LIMIT or aggregate, or write it to the lake with UNLOAD. It is in ${uri}.`,
    details: { location: uri, size },
  });
}
