import type { LakeState, LakeSummary } from "../../../shared/contract/lakes.ts";
import { AppError, isCancellation } from "../../../shared/domain/app-error.ts";
import type { LakeDefinition } from "../../../shared/domain/lake-definition.ts";
import { log } from "../../log.ts";
import { DEFINITION_PREFIX, type Revision, readNewest } from "../../lake/definition/definition-revisions.ts";
import { followPrefix } from "../../lake/follow-prefix.ts";
import type { Lake, ObjectStore, OpenedLake } from "../../lake/ports.ts";
import { LatestValue } from "../../streams/latest-value.ts";

/** A lake that is open: its newest definition, and the people who look at it. */
export class OpenLake {
  readonly lake: Lake;
  readonly state: LatestValue<LakeState>;
  readonly #opened: OpenedLake;
  readonly #closing = new AbortController();
  readonly #following: Promise<void>;

  constructor(opened: OpenedLake, state: LakeState) {
    this.#opened = opened;
    this.lake = opened.lake;
    this.state = new LatestValue(state);
    this.#following = this.#follow(opened.lake.objects);
  }

  get definition(): LakeDefinition {
    return this.state.value.definition;
  }

  /** Takes over a revision that was written or read; an older one than is known is ignored. */
  take({ number, definition }: Revision): void {
    const { value } = this.state;
    if (number <= value.revision) return;
    const summary: LakeSummary = { ...value.summary, name: definition.name };
    this.state.set({ ...value, summary, definition, revision: number });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.state.close();
    await this.#following;
    await this.#opened.close();
  }

  /** Notices revisions that other apps write. */
  async #follow(store: ObjectStore): Promise<void> {
    const { signal } = this.#closing;
    try {
      await followPrefix(store, DEFINITION_PREFIX, signal, () => this.#reload(store, signal));
    } catch (error) {
      if (!isCancellation(error)) log("warn", "the lake's definition is not followed", { lake: this.lake.id, error });
    }
  }

  /** A damaged revision is logged, and what is known stays in force. */
  async #reload(store: ObjectStore, signal: AbortSignal): Promise<void> {
    try {
      this.take(await readNewest(store, { signal }));
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable || isCancellation(error)) throw error;
      log("warn", "a revision of the lake's definition was passed over", { lake: this.lake.id, error });
    }
  }
}
