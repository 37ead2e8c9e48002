import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import type { ExportFormat } from "../../../shared/contract/snapshots.ts";
import { CsvOptions, XlsxOptions } from "../../../shared/domain/export-options.ts";
import { useHost } from "../../lib/host.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { CsvForm } from "./CsvForm.tsx";
import { exportOutcome } from "./export-outcome.ts";
import { readPreferences, writePreferences } from "./export-preferences.ts";
import { type ExportScope, type ExportSubject, everything, extentOf } from "./export-subject.ts";
import { ScopeForm } from "./ScopeForm.tsx";
import { startExport } from "./start-export.ts";
import { XlsxForm } from "./XlsxForm.tsx";

/** Format and its options, which part, and a sentence on what comes out. */
export function ExportForm({ subject, onDone }: { subject: ExportSubject; onDone: () => void }) {
  const host = useHost();
  const [preferences, setPreferences] = useState(readPreferences);
  const [scope, setScope] = useState<ExportScope>(everything);
  const { kind, csv, xlsx } = preferences;
  const format: ExportFormat = kind === "csv" ? { kind, options: csv } : { kind, options: xlsx };
  const checked = kind === "csv" ? CsvOptions.safeParse(csv) : XlsxOptions.safeParse(xlsx);
  const invalid = checked.error?.issues[0]?.message ?? null;
  const { text, problem } = exportOutcome(format, extentOf(subject, scope));
  const start = async () => {
    writePreferences(preferences);
    if (host && (await startExport({ subject, scope, format, host }))) onDone();
  };
  return (
    <DialogForm
      submit={host?.can.chooseWithNativeDialog ? "Choose a file and export" : "Export"}
      canSubmit={host !== undefined && invalid === null && problem === null}
      onSubmit={start}
      onCancel={onDone}
      startAtSubmit
    >
      <SegmentedControl
        aria-label="Format"
        data={[
          { value: "xlsx", label: "Excel" },
          { value: "csv", label: "CSV" },
        ]}
        value={kind}
        onChange={(value) => setPreferences({ ...preferences, kind: value === "csv" ? "csv" : "xlsx" })}
      />
      {subject.kind === "result" && subject.selected && (
        <ScopeForm subject={subject} scope={scope} onScope={setScope} />
      )}
      {kind === "csv" ? (
        <CsvForm options={csv} onOptions={(options) => setPreferences({ ...preferences, csv: options })} />
      ) : (
        <XlsxForm options={xlsx} onOptions={(options) => setPreferences({ ...preferences, xlsx: options })} />
      )}
      <Text size="sm" role="status" aria-label="What comes out">
        {text}
      </Text>
      {(invalid ?? problem) !== null && (
        <Text size="sm" c="red" role="alert">
          {sentence(invalid ?? problem ?? "")}
        </Text>
      )}
    </DialogForm>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");
}
