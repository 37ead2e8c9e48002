import { mkdir, open, writeFile } from "node:fs/promises";
import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { median, type Figure } from "../report.ts";
import { uploadWithApp } from "./app-upload.ts";
import { findAwsCli, findRclone, type Run } from "./command-line-peers.ts";
import { measuredBucket, type MeasuredBucket, type MeasuredServer } from "./rgw-bucket.ts";

interface UploadChoice {
  folder: string;
  rounds: number;
  /** Of the one large file. */
  bytes: number;
  smallFiles: number;
}

const SMALL_BYTES = 10_000;
const MOST_MEMORY = 300;

/** Stores a file or folder below a prefix of the bucket. */
type Upload = (source: string, prefix: string) => Promise<Run>;

/** One large file and many small ones, through the app and through command-line tools, in turn. */
export async function measureUploads(server: MeasuredServer, choice: UploadChoice): Promise<Figure[]> {
  await using bucket = await measuredBucket(server);
  const { folder, rounds, bytes, smallFiles } = choice;
  const large = await largeFile(folder, bytes);
  const small = await folderOfFiles(folder, smallFiles);
  const tools = await uploadTools(bucket, folder);
  const runs = { large: new Map<string, Run[]>(), small: new Map<string, Run[]>() };
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, source] of [["large", large] as const, ["small", small] as const]) {
      for (const [name, upload] of tools) {
        const run = await upload(source, `${name}/`);
        console.error(`${kind}, ${name}: ${(run.milliseconds / 1000).toFixed(2)} s`);
        runs[kind].set(name, [...(runs[kind].get(name) ?? []), run]);
        await bucket.empty("");
      }
    }
  }
  return [
    ...figures(`${bytes / 1e6} MB in one file`, runs.large),
    ...figures(`${smallFiles} files of ${SMALL_BYTES / 1000} KB`, runs.small),
  ];
}

async function uploadTools(bucket: MeasuredBucket, folder: string): Promise<Map<string, Upload>> {
  const { name, server } = bucket;
  const [rclone, aws] = [await findRclone(server), await findAwsCli(server)];
  const tools = new Map<string, Upload>([["app", (source) => uploadWithApp(bucket, source, folder)]]);
  if (rclone) tools.set("rclone", (source, prefix) => rclone.run("copy", source, `peer:${name}/${prefix}`));
  if (aws) {
    tools.set("aws s3 cp", (source, prefix) => {
      const more = source.endsWith("/") ? ["--recursive"] : [];
      const target = `s3://${name}/${prefix}`;
      return aws.run("s3", "cp", source, target, ...more, "--only-show-errors", "--endpoint-url", server.endpoint);
    });
  }
  return tools;
}

function figures(what: string, runs: ReadonlyMap<string, readonly Run[]>): Figure[] {
  const middle = (name: string, key: keyof Run) => median((runs.get(name) ?? []).map((run) => run[key]));
  const peers = [...runs.keys()].filter((name) => name !== "app");
  return [
    { name: `${what}: app`, value: middle("app", "milliseconds") / 1000, unit: "s" },
    ...peers.map((name) => ({ name: `${what}: ${name}`, value: middle(name, "milliseconds") / 1000, unit: "s" })),
    ...peers.map((name) => ({
      name: `${what}: app / ${name}`,
      value: middle("app", "milliseconds") / middle(name, "milliseconds"),
      unit: "×",
      goal: { atMost: 1 },
    })),
    {
      name: `${what}: peak memory, app`,
      value: middle("app", "peakBytes") / 1e6,
      unit: "MB",
      goal: { atMost: MOST_MEMORY },
    },
    ...peers.map((name) => ({
      name: `${what}: peak memory, ${name}`,
      value: middle(name, "peakBytes") / 1e6,
      unit: "MB",
    })),
  ];
}

/** Of bytes that nothing on the way can compress. */
async function largeFile(folder: string, bytes: number): Promise<string> {
  const path = join(folder, "large.bin");
  await using file = await open(path, "w");
  const block = Buffer.alloc(32 * 2 ** 20);
  for (let written = 0; written < bytes;) {
    const part = randomFillSync(block).subarray(0, bytes - written);
    await file.writeFile(part);
    written += part.byteLength;
  }
  return path;
}

async function folderOfFiles(folder: string, count: number): Promise<string> {
  const path = join(folder, "small/");
  await mkdir(path);
  for (let index = 0; index < count; index += 1) {
    const name = `part-${String(index).padStart(5, "0")}.bin`;
    await writeFile(join(path, name), randomFillSync(Buffer.alloc(SMALL_BYTES)));
  }
  return path;
}
