import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { UploadLake } from "../../../../tests/fixtures/upload-lake.ts";
import type { Lake } from "../../lake/ports.ts";
import { SessionSecrets } from "../../hosts/session-secrets.ts";
import type { HostServices } from "../../host-services.ts";
import { CsvOptions } from "../../../shared/domain/export-options.ts";
import type { ExportSource } from "../../../shared/contract/snapshots.ts";
import { SnapshotsService } from "./index.ts";

let world: UploadLake;
let snapshots: SnapshotsService;

beforeEach(async () => {
  world = await UploadLake.open();
  const lake: Lake = {
    ...world.lake,
    queries: {
      ...world.lake.queries,
      local: {
        ...world.lake.queries.local,
        async export(_source, { path }) {
          await writeFile(path, "a;b");
          return { rows: 1234, bytes: 3, warnings: [] };
        },
      },
    },
  };
  const unused = () => Promise.reject(new Error("exports to a path need no host"));
  const host: HostServices = {
    kind: "desktop",
    version: "1",
    startLakePath: null,
    paths: { userData: world.home, cache: world.home, temp: world.home, resources: world.home, programs: world.home },
    secrets: new SessionSecrets(),
    forkEngine: () => {
      throw new Error("exports to a path need no host");
    },
    chooseFolder: unused,
    chooseFiles: unused,
    chooseSaveFile: unused,
    reveal: unused,
    openAddress: unused,
    offerDownload: null,
    acceptUpload: null,
  };
  const lakes = { get: () => lake, onChange: () => () => undefined };
  const sqlOfResult = (id: string) => (id === "known" ? "SELECT * FROM raw.flights" : null);
  snapshots = new SnapshotsService({ lakes, jobs: world.jobs, host, sqlOfResult });
});
afterEach(() => world.dispose());

async function exported(source: ExportSource): Promise<void> {
  await snapshots.export({
    lakeId: world.lake.id,
    source,
    format: { kind: "csv", options: CsvOptions.parse({}) },
    targetPath: join(world.home, "from", "answer.csv"),
    suggestedName: "suggested.csv",
  });
  for await (const jobs of world.jobs.follow()) if (!jobs.some(({ state }) => state === "running")) return;
}

it("tells the journal what was taken out of the lake: the text of a result, or the dataset", async () => {
  await exported({ kind: "result", resultSetId: "known", viewId: null, columns: null, ranges: null });
  await exported({ kind: "dataset", address: { lakeId: world.lake.id, zoneId: "raw", path: "flights/" } });
  const [dataset, result] = await world.events();
  expect(result).toMatchObject({
    kind: "snapshots.exported",
    data: {
      summary: "Exported 1,234 rows of a query's result as answer.csv",
      rows: 1234,
      bytes: 3,
      from: { kind: "result", sql: "SELECT * FROM raw.flights" },
    },
  });
  expect(dataset?.data).toMatchObject({ from: { kind: "dataset", zone: "raw", path: "flights/" } });
  // Where on this machine the file went is nobody else's business.
  expect(JSON.stringify(result)).not.toContain(world.home);
});
