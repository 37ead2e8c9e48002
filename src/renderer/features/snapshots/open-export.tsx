import { modals } from "@mantine/modals";
import { ExportForm } from "./ExportForm.tsx";
import type { ExportSubject } from "./export-subject.ts";

/** Asks how rows are to be written, and where; then starts the export. */
export function openExport(subject: ExportSubject): void {
  const id = modals.open({
    title: `Export “${subject.name}”`,
    size: 560,
    children: <ExportForm subject={subject} onDone={() => modals.close(id)} />,
  });
}
