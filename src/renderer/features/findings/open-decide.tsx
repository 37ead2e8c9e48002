import { modals } from "@mantine/modals";
import type { Finding } from "../../../shared/domain/finding.ts";
import type { Verdict } from "../../../shared/domain/finding-decision.ts";
import { DecideDialog } from "./DecideDialog.tsx";

/** Asks for the reason and decides; `onDecided` is called then. */
export function openDecide(
  lakeId: string,
  findings: readonly Finding[],
  verdict: Verdict["verdict"],
  onDecided: () => void,
): void {
  const id = modals.open({
    title: verdict === "confirmed" ? "Confirm what was found" : "Dismiss what was found",
    children: (
      <DecideDialog
        lakeId={lakeId}
        findings={findings}
        verdict={verdict}
        onDecided={onDecided}
        onDone={() => modals.close(id)}
      />
    ),
  });
}
