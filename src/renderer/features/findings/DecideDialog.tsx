import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "../../../shared/domain/finding.ts";
import type { Verdict } from "../../../shared/domain/finding-decision.ts";
import { plural } from "../../lib/format.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { columnText, kindName } from "./finding-words.ts";
import { useDecide } from "./use-decide.ts";

const SHOWN = 3;

interface DecideDialogProps {
  lakeId: string;
  findings: readonly Finding[];
  verdict: Verdict["verdict"];
  onDecided: () => void;
  /** To close it. */
  onDone: () => void;
}

/** Confirms or dismisses findings, with the reason, for everyone who works on the lake. */
export function DecideDialog({ lakeId, findings, verdict, onDecided, onDone }: DecideDialogProps) {
  const decide = useDecide(lakeId);
  const [reason, setReason] = useState("");
  const act = verdict === "confirmed" ? "Confirm" : "Dismiss";
  const named = findings.slice(0, SHOWN).map((one) => `${columnText(one)} (${kindName(one)})`);
  const rest = findings.length - named.length;
  return (
    <DialogForm
      submit={`${act} ${plural(findings.length, "finding")}`}
      canSubmit={verdict === "confirmed" || reason.trim() !== ""}
      onSubmit={async () => {
        await decide(findings, { verdict, reason: reason.trim() });
        onDecided();
        onDone();
      }}
      onCancel={onDone}
    >
      <Text size="sm">
        {named.join(", ")}
        {rest > 0 && ` and ${plural(rest, "other")}`}
      </Text>
      <Textarea
        label="Reason"
        description={
          verdict === "confirmed"
            ? "Colleagues see it beside the column. May be left empty."
            : "Colleagues see it. It stays dismissed until the evidence is another."
        }
        autosize
        minRows={2}
        maxLength={4000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </DialogForm>
  );
}
