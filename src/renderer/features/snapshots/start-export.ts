import type { HostInfo } from "../../../shared/contract/host.ts";
import type { ExportFormat } from "../../../shared/contract/snapshots.ts";
import { client } from "../../lib/client.ts";
import { showExportNotice } from "./ExportNotice.tsx";
import { type ExportScope, type ExportSubject, extentOf, sourceOf } from "./export-subject.ts";
import { extensionOf, suggestedFileName } from "./file-name.ts";
import { rememberExport } from "./started-exports.ts";

interface StartOptions {
  subject: ExportSubject;
  scope: ExportScope;
  format: ExportFormat;
  host: HostInfo;
}

/** Asks for the file where the host can, and starts the job. False when the person changed their mind. */
export async function startExport({ subject, scope, format, host }: StartOptions): Promise<boolean> {
  const suggestedName = suggestedFileName(subject.name, format);
  let targetPath: string | null = null;
  if (host.can.chooseWithNativeDialog) {
    targetPath = await client.host.chooseSaveFile({
      title: "Export to",
      suggestedName,
      extensions: [extensionOf(format)],
    });
    if (targetPath === null) return false;
  }
  const source = sourceOf(subject, scope);
  const { jobId } = await client.snapshots.export({
    lakeId: subject.lakeId,
    source,
    format,
    targetPath,
    suggestedName,
  });
  const started = { jobId, kind: "export" as const, name: suggestedName, rows: extentOf(subject, scope).rows };
  rememberExport(started);
  showExportNotice(started);
  return true;
}
