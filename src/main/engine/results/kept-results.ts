import { readFile, readdir, rm, stat, utimes } from "node:fs/promises";
import type { Arrangement, ResultView } from "../../../shared/contract/query.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { Column, RowBlock } from "../../../shared/domain/columns.ts";
import type { ResultSets } from "../../lake/result-sets.ts";
import { OpenFiles } from "./open-files.ts";
import { orderPath, ViewFacts, viewIdOf, viewPath } from "./result-folder.ts";
import { ResultShelf, type KeptResult } from "./result-shelf.ts";
import { RowReader } from "./row-reader.ts";
import { ViewOrder } from "./view-order.ts";
import { writeWhole } from "./write-whole.ts";

/** Makes the order of an arrangement; the engine does it. */
export type Arrange = (
  request: { folder: string; arrangement: Arrangement; orderPath: string },
  options: { signal: AbortSignal },
) => Promise<{ rows: number }>;

const maxOpenResults = 16;
const maxOpenViews = 16;
/** Views of one result; a person who sorts again and again does not fill the disk. */
const maxViews = 6;
const maxBlockRows = 10_000;

/**
 * Result sets as files that main reads by itself: the grid scrolls on while an engine is busy, stopped or gone. Only a
 * new order needs an engine.
 */
export class KeptResults implements ResultSets {
  readonly shelf: ResultShelf;
  readonly #arrange: Arrange;
  readonly #readers = new OpenFiles<RowReader>(maxOpenResults);
  readonly #orders = new OpenFiles<ViewOrder>(maxOpenViews);

  constructor(folder: string, maxBytes: number, arrange: Arrange) {
    this.#arrange = arrange;
    this.shelf = new ResultShelf(folder, maxBytes, (id) => this.#closeFilesOf(id));
  }

  async describe(resultSetId: string): Promise<{ columns: readonly Column[]; rows: number } | null> {
    const found = await this.shelf.find(resultSetId);
    return found && { columns: found.facts.columns, rows: found.facts.rows };
  }

  async rows(
    request: { resultSetId: string; viewId: string | null; start: number; end: number },
    { signal }: { signal: AbortSignal },
  ): Promise<RowBlock> {
    const { resultSetId, viewId, start, end } = request;
    if (!isBlock(start, end)) throw new AppError("INVALID_INPUT", `Rows ${start} to ${end} are no block of rows.`);
    return this.shelf.use(resultSetId, async (result) => {
      signal.throwIfAborted();
      const numbers = viewId === null ? null : await this.#numbers(result, viewId, start, end);
      const rows = await this.#readers.use(
        `${result.id}/`,
        () => RowReader.open(result.folder, result.facts),
        (reader) => (numbers === null ? reader.range(start, end) : reader.numbered(numbers)),
      );
      return { columns: [...result.facts.columns], rows };
    });
  }

  async arrange(
    { resultSetId, arrangement }: { resultSetId: string; arrangement: Arrangement },
    { signal }: { signal: AbortSignal },
  ): Promise<ResultView> {
    return this.shelf.use(resultSetId, async (result) => {
      const viewId = viewIdOf(arrangement);
      const known = await readView(result, viewId);
      if (known) {
        const now = new Date();
        await utimes(viewPath(result.folder, viewId), now, now);
        return { viewId, rows: known.rows };
      }
      const { folder } = result;
      const { rows } = await this.#arrange({ folder, arrangement, orderPath: orderPath(folder, viewId) }, { signal });
      const facts: ViewFacts = { arrangement, rows };
      await writeWhole(viewPath(folder, viewId), JSON.stringify(facts));
      await this.#removeOldViews(result, viewId);
      await this.shelf.grown(result.id);
      return { viewId, rows };
    });
  }

  async release(resultSetId: string): Promise<void> {
    await this.shelf.release(resultSetId);
  }

  /** Null for the result as it came; NOT_FOUND when the view was freed. */
  async arrangementOf(result: KeptResult, viewId: string | null): Promise<Arrangement | null> {
    if (viewId === null) return null;
    const view = await readView(result, viewId);
    if (!view) throw viewFreed();
    return view.arrangement;
  }

  async close(): Promise<void> {
    await this.#readers.close("");
    await this.#orders.close("");
  }

  async #numbers(result: KeptResult, viewId: string, start: number, end: number): Promise<number[]> {
    if (!/^[0-9a-f]+$/.test(viewId)) throw viewFreed();
    return this.#orders.use(
      `${result.id}/${viewId}`,
      async () => {
        if (!(await readView(result, viewId))) throw viewFreed();
        return ViewOrder.open(orderPath(result.folder, viewId));
      },
      (order) => order.numbers(start, end),
    );
  }

  async #removeOldViews(result: KeptResult, newest: string): Promise<void> {
    const ids = (await readdir(result.folder)).flatMap((name) => /^view-([0-9a-f]+)\.json$/.exec(name)?.[1] ?? []);
    const others = ids.filter((id) => id !== newest);
    if (others.length < maxViews) return;
    const used = await Promise.all(
      others.map(async (id) => ({ id, at: (await stat(viewPath(result.folder, id))).mtimeMs })),
    );
    for (const { id } of used.toSorted((a, b) => a.at - b.at).slice(0, others.length - maxViews + 1)) {
      await rm(viewPath(result.folder, id), { force: true });
      await this.#orders.close(`${result.id}/${id}`);
      await rm(orderPath(result.folder, id), { force: true });
    }
  }

  async #closeFilesOf(id: string): Promise<void> {
    await this.#readers.close(`${id}/`);
    await this.#orders.close(`${id}/`);
  }
}

async function readView(result: KeptResult, viewId: string): Promise<ViewFacts | null> {
  const text = await readFile(viewPath(result.folder, viewId), "utf8").catch(() => null);
  return text === null ? null : ViewFacts.parse(JSON.parse(text));
}

function isBlock(start: number, end: number): boolean {
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end - start <= maxBlockRows;
}

function viewFreed(): AppError {
  return new AppError("NOT_FOUND", "This order of the result is no longer kept.", { hint: "Sort or filter it again." });
}
