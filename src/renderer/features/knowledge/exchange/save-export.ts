import { notifications } from "@mantine/notifications";
import type { HostInfo } from "../../../../shared/contract/host.ts";
import { client } from "../../../lib/client.ts";
import { startDownload } from "../../snapshots/index.ts";

interface ExportRequest {
  lake: { id: string; name: string };
  format: "csv" | "json";
  host: HostInfo;
}

const types = { csv: "text/csv", json: "application/json" } as const;

/** How long a browser may take to begin to save what it was given. */
const KEPT_MS = 60_000;

/** Puts the parts of an export together and saves the file. False when the person changed their mind. */
export async function saveExport({ lake, format, host }: ExportRequest, signal: AbortSignal): Promise<boolean> {
  const name = `${lake.name.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_")} knowledge.${format}`;
  if (host.can.chooseWithNativeDialog) {
    const path = await client.host.chooseSaveFile({ title: "Export to", suggestedName: name, extensions: [format] });
    if (path === null) return false;
    await client.knowledge.exportToFile({ lakeId: lake.id, format, path }, { signal });
    notifications.show({ message: `The export is being written: see Activity for how far it is.` });
    return true;
  }
  // As blobs of their own, the browser keeps the parts outside of the page's memory.
  const parts: Blob[] = [];
  let after: string | null = null;
  do {
    const part: Awaited<ReturnType<typeof client.knowledge.export>> = await client.knowledge.export(
      { lakeId: lake.id, format, after },
      { signal },
    );
    parts.push(new Blob([part.text]));
    after = part.next;
  } while (after !== null);
  const url = URL.createObjectURL(new Blob(parts, { type: types[format] }));
  startDownload({ url, name });
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
  return true;
}
