import type { EngineStatus } from "../../../shared/contract/host.ts";
import type { Engine } from "../../engine/engine.ts";
import { log } from "../../log.ts";
import { LatestValue } from "../../streams/latest-value.ts";

type StatusSource = Pick<Engine, "status">;

/** The states of all engine processes as one list, for any number of readers. */
export class EngineStatuses {
  readonly #engines: readonly StatusSource[];

  constructor(engines: readonly StatusSource[]) {
    this.#engines = engines;
  }

  /** Yields once every engine has told its state, then after each change. Ends when `signal` is aborted. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<EngineStatus[], void, undefined> {
    const ended = new AbortController();
    const until = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
    const known = new Map<StatusSource, EngineStatus>();
    const list = new LatestValue<EngineStatus[]>([]);
    const publish = () => {
      const all = this.#engines.flatMap((engine) => known.get(engine) ?? []);
      if (all.length === this.#engines.length) list.set(all);
    };
    for (const engine of this.#engines) {
      readStatus(engine, until, (status) => {
        known.set(engine, status);
        publish();
      }).catch((error: unknown) => log("error", "the state of an engine is not known", { error }));
    }
    try {
      for await (const statuses of list.follow(until)) {
        if (statuses.length === this.#engines.length) yield statuses;
      }
    } finally {
      ended.abort();
    }
  }
}

async function readStatus(
  engine: StatusSource,
  until: AbortSignal,
  take: (status: EngineStatus) => void,
): Promise<void> {
  for await (const status of engine.status(until)) take(status);
}
