import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { startPeers } from "../tests/peers/servers/start-peers.ts";
import { report, type Figure } from "./report.ts";
import { measureAthenaResult } from "./s3/athena-result.ts";
import { measureFirstRows } from "./s3/first-rows.ts";
import { measureListing } from "./s3/listing.ts";
import { measureUploads } from "./s3/uploads.ts";

// What the app does with a lake in S3, beside rclone and the AWS CLI against the same server in the same run: the RGW that
// RGW_URL names, else one that is started for it. On a busy machine only the ratios mean something, and those only over
// several rounds.

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    /** Bytes of the large file. */
    size: { type: "string", default: "1000000000" },
    /** Small files. */
    files: { type: "string", default: "5000" },
    keys: { type: "string", default: "100000" },
    /** Bytes of the result of Athena. */
    result: { type: "string", default: "100000000" },
    /** "upload", "list", "preview", "athena": just these, with commas between them. */
    only: { type: "string", default: "upload,list,preview,athena" },
    json: { type: "string" },
  },
});

const rounds = Number(values.rounds);
const wanted = values.only.split(",");
const { peers, stop } = await startPeers(["rgw"]);
if ("missing" in peers.rgw) throw new Error(`There is no server to measure with: ${peers.rgw.missing}`);
const { server } = peers.rgw;
const folder = await mkdtemp(join(tmpdir(), "lakeshore-s3-"));
const parts: Record<string, () => Promise<Figure[]>> = {
  async upload() {
    await ensureBuilt();
    const [bytes, smallFiles] = [Number(values.size), Number(values.files)];
    return measureUploads(server, { folder, rounds, bytes, smallFiles });
  },
  list: () => measureListing(server, { rounds, keys: Number(values.keys) }),
  preview: () => measureFirstRows(server, { folder, rounds }),
  athena: () => measureAthenaResult(server, { folder, rounds, bytes: Number(values.result) }),
};
try {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(parts)) if (wanted.includes(name)) figures.push(...(await measure()));
  await report(`A lake in Ceph's RGW on this machine, median of ${rounds}`, figures);
} finally {
  await rm(folder, { recursive: true });
  await stop();
}
