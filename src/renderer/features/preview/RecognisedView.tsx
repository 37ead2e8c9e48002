import { Alert, Stack } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { Preview } from "../../../shared/contract/preview.ts";
import { FactList } from "./FactList.tsx";
import classes from "./PreviewPanel.module.css";
import { SchemaView } from "./SchemaView.tsx";

/** A table format whose part files are not simply read: what it is, why, and the schema that its metadata give. */
export function RecognisedView({ preview }: { preview: Extract<Preview, { kind: "recognised" }> }) {
  return (
    <Stack gap="xs" h="100%" mih={0}>
      <Alert m="sm" icon={<IconInfoCircle size={18} />}>
        {preview.explanation}
      </Alert>
      <div className={classes["facts"]}>
        <FactList facts={preview.facts} />
      </div>
      <SchemaView
        address={null}
        columns={preview.columns.map((column) => ({ ...column, evidence: null, isPartition: false }))}
      />
    </Stack>
  );
}
