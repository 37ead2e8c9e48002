import { modals } from "@mantine/modals";
import type { Finding } from "../../../shared/domain/finding.ts";
import type { Verdict } from "../../../shared/domain/finding-decision.ts";
import { DecideDialog } from "./DecideDialog.tsx";

/** Asks for the reason and decides; `onDone` is called when the dialog has closed. */
export function openDecide(
  lakeId: string,
  findings: readonly Finding[],
  verdict: Verdict["verdict"],
  onDone: () => void,
): void {
  const id = modals.open({
    title: verdict === "confirmed" ? "Confirm what was found" : "Dismiss what was found",
    onClose: onDone,
    children: <DecideDialog lakeId={lakeId} findings={findings} verdict={verdict} onDone={() => modals.close(id)} />,
  });
}
