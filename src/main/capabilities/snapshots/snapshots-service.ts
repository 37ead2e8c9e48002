import { randomUUID } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Job } from "../../../shared/contract/activity.ts";
import type { ExportFormat, ExportSource } from "../../../shared/contract/snapshots.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { HostServices } from "../../host-services.ts";
import { recordAct } from "../../lake/journal/record-act.ts";
import type { ExportOutcome, ExportTarget, Lake, OpenLakes, QueryExport } from "../../lake/ports.ts";
import type { Jobs } from "../activity/index.ts";

interface SnapshotsDependencies {
  lakes: OpenLakes;
  jobs: Jobs;
  host: HostServices;
  /** The text that a result set came from; null when it is not known any more. */
  sqlOfResult: (resultSetId: string) => string | null;
}

export interface ExportRequest {
  lakeId: string;
  source: ExportSource;
  format: ExportFormat;
  /** Absolute path that the person chose; null where the host offers a download instead. */
  targetPath: string | null;
  suggestedName: string;
}

/** Characters of a typed text in an event of the journal. */
const LONGEST_SQL = 20_000;

/** Takes results and datasets out of a lake as files. */
export class SnapshotsService {
  readonly #dependencies: SnapshotsDependencies;

  constructor(dependencies: SnapshotsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Starts the export as a job and returns its id. INVALID_INPUT for a target that cannot be written to. */
  async export(request: ExportRequest): Promise<{ jobId: string }> {
    const { lakes, jobs } = this.#dependencies;
    const lake = lakes.get(request.lakeId);
    const place = await this.#placeOf(request);
    const jobId = jobs.start(
      { kind: "export", title: `Export ${request.suggestedName}`, lakeId: lake.id, unit: "rows", total: null },
      async ({ signal, progress, warn }) => {
        const target = targetOf(request.format, place.path);
        const written = await lake.queries.local.export(sourceOf(request.source, lake.id), target, {
          signal,
          onProgress: (done) => progress({ done }),
        });
        progress({ done: written.rows, total: written.rows });
        for (const warning of written.warnings) warn(warning);
        const unrecorded = await this.#record(lake, request, written);
        if (unrecorded !== null) warn(unrecorded);
        return place.outcome();
      },
    );
    return { jobId };
  }

  async #placeOf({
    targetPath,
    suggestedName,
  }: ExportRequest): Promise<{ path: string; outcome: () => NonNullable<Job["outcome"]> }> {
    const { host } = this.#dependencies;
    if (targetPath !== null) {
      await refuseImpossibleTarget(targetPath);
      return { path: targetPath, outcome: () => ({ kind: "file", path: targetPath }) };
    }
    const offer = host.offerDownload;
    if (!offer)
      throw new AppError("INVALID_INPUT", "No place for the file was chosen.", { hint: "Choose a file name." });
    const folder = join(host.paths.temp, "exports", randomUUID());
    await mkdir(folder, { recursive: true });
    const path = join(folder, "export");
    return {
      path,
      outcome: () => ({ kind: "download", url: offer({ path, name: suggestedName }).url, name: suggestedName }),
    };
  }

  /** Tells the lake what was taken out of it; where to is the person's own business, so only the name is told. */
  #record(lake: Lake, request: ExportRequest, { rows, bytes }: ExportOutcome): Promise<string | null> {
    const { source, format, targetPath, suggestedName } = request;
    const name = targetPath === null ? suggestedName : basename(targetPath);
    const from =
      source.kind === "dataset"
        ? { kind: "dataset", zone: source.address.zoneId, path: source.address.path }
        : { kind: "result", sql: shortened(this.#dependencies.sqlOfResult(source.resultSetId)), view: source.viewId };
    const what = source.kind === "dataset" ? `${source.address.zoneId}/${source.address.path}` : "a query's result";
    const summary = `Exported ${rows.toLocaleString("en")} rows of ${what} as ${name}`;
    return recordAct(lake, "snapshots.exported", { summary, name, format: format.kind, rows, bytes, from });
  }

  /** Downloads that were offered live in the temp folder and end with the app. */
  async close(): Promise<void> {
    await rm(join(this.#dependencies.host.paths.temp, "exports"), { recursive: true, force: true });
  }
}

/** A text of a normal size whole; a very long one as far as an event can hold it. */
function shortened(sql: string | null): string | null {
  return sql !== null && sql.length > LONGEST_SQL ? `${sql.slice(0, LONGEST_SQL)} …` : sql;
}

async function refuseImpossibleTarget(path: string): Promise<void> {
  if (!isAbsolute(path))
    throw new AppError("INVALID_INPUT", `“${path}” is not a full path.`, { hint: "Choose the file again." });
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory()) {
    throw new AppError("INVALID_INPUT", `The folder of “${path}” is not there.`, { hint: "Choose another place." });
  }
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory()) {
    throw new AppError("INVALID_INPUT", `“${path}” is a folder.`, { hint: "Choose a file name." });
  }
}

function targetOf(format: ExportFormat, path: string): ExportTarget {
  return format.kind === "csv"
    ? { path, format: "csv", options: format.options }
    : { path, format: "xlsx", options: format.options };
}

function sourceOf(source: ExportSource, lakeId: string): QueryExport {
  if (source.kind === "result") return source;
  if (source.address.lakeId !== lakeId) throw new AppError("INVALID_INPUT", "That dataset is in another lake.");
  return { kind: "dataset", zoneId: source.address.zoneId, path: source.address.path };
}
