import { Radio, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLake } from "../../../app/lake-context.ts";
import { useHost } from "../../../lib/host.ts";
import { DialogForm } from "../../../ui/DialogForm.tsx";
import { saveExport } from "./save-export.ts";

/** Asks for the format, and saves the file. Closing the dialog ends it. */
export function ExportKnowledge({ onDone }: { onDone: () => void }) {
  const { summary } = useLake();
  const host = useHost();
  const [format, setFormat] = useState<"csv" | "json">("csv");
  const [cancelling] = useState(() => new AbortController());
  useEffect(() => () => cancelling.abort(), [cancelling]);
  const save = async () => {
    if (!host) return;
    if (await saveExport({ lake: summary, format, host }, cancelling.signal)) onDone();
  };
  return (
    <DialogForm submit="Export" canSubmit={host !== undefined} onCancel={onDone} onSubmit={save}>
      <Text size="sm">
        Descriptions, owners, tags, certifications, ratings, questions, the glossary, and what was decided about
        columns. What you keep for yourself, favourites and watched tables, is not in it.
      </Text>
      <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value === "json" ? "json" : "csv")}>
        <Stack gap={6} mt={4}>
          <Radio value="csv" label="CSV, to read and change in a spreadsheet" />
          <Radio value="json" label="JSON, for programs" />
        </Stack>
      </Radio.Group>
    </DialogForm>
  );
}
