import type { HostInfo } from "../../../shared/contract/host.ts";
import type { DownloadTarget } from "../../../shared/contract/snapshots.ts";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { showExportNotice } from "./ExportNotice.tsx";
import { rememberExport } from "./started-exports.ts";

/** Asks for the file where the host can, else leaves it to the browser, and starts the download of one object. */
export async function downloadObject(address: ObjectAddress, host: HostInfo): Promise<void> {
  const name = baseName(address.path);
  if (!host.can.chooseWithNativeDialog) return startDownloadJob(address, [address.path], { kind: "browser" });
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1];
  const extensions = extension === undefined ? [] : [extension];
  const path = await client.host.chooseSaveFile({ title: "Download to", suggestedName: name, extensions });
  if (path !== null) await startDownloadJob(address, [address.path], { kind: "file", path });
}

/** Starts the download of a selection, and follows it in a corner of the window. */
export async function startDownloadJob(
  { lakeId, zoneId }: Pick<ObjectAddress, "lakeId" | "zoneId">,
  paths: readonly string[],
  target: DownloadTarget,
): Promise<void> {
  const { jobId } = await client.snapshots.download({ lakeId, zoneId, paths: [...paths], target });
  const [only = ""] = paths;
  const name = paths.length === 1 ? baseName(only) : plural(paths.length, "item");
  const started = { jobId, kind: "download" as const, name, rows: null };
  rememberExport(started);
  showExportNotice(started);
}
