import { ActionIcon, Center, Group, Loader, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Preview, PreviewOptions } from "../../../shared/contract/preview.ts";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { exactBytes, formatBytes } from "../../lib/format.ts";
import { HexView } from "./HexView.tsx";
import { NoPreview } from "./NoPreview.tsx";
import classes from "./PreviewPanel.module.css";
import { PreviewNotes } from "./PreviewNotes.tsx";
import { RecognisedView } from "./RecognisedView.tsx";
import { TableView } from "./TableView.tsx";
import { TextView } from "./TextView.tsx";
import { type PreviewActionProps, previewActions } from "./preview-actions.ts";

interface PreviewPanelProps {
  address: ObjectAddress;
  onClose: () => void;
}

/** The head of an object, or of a folder that is one dataset. */
export function PreviewPanel({ address, onClose }: PreviewPanelProps) {
  const [options, setOptions] = useState<PreviewOptions>({ maxRows: 1000 });
  const preview = useQuery({
    queryKey: ["preview", address, options],
    queryFn: ({ signal }) => client.preview.open({ address, options }, { signal }),
    staleTime: 0,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Group className={classes["header"]} justify="space-between" wrap="nowrap">
        <div className={classes["title"]}>
          <Text fw={600} truncate title={address.path}>
            {baseName(address.path)}
          </Text>
          {preview.data && <Summary preview={preview.data} />}
        </div>
        <Group gap={6} wrap="nowrap">
          {preview.data?.kind === "table" && <PreviewActions address={address} preview={preview.data} />}
          <ActionIcon aria-label="Close the preview" onClick={onClose}>
            <IconX size={15} />
          </ActionIcon>
        </Group>
      </Group>
      {preview.isError && <NoPreview address={address} error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && (
        <Center flex={1}>
          <Loader size="sm" aria-label="Reading the head" />
        </Center>
      )}
      {preview.data && !preview.isError && (
        <>
          <PreviewNotes notes={preview.data.notes} />
          <div className={classes["body"]}>
            <PreviewBody address={address} preview={preview.data} options={options} onOptions={setOptions} />
          </div>
        </>
      )}
    </>
  );
}

function PreviewActions(props: PreviewActionProps) {
  return previewActions.map(({ id, Action }) => <Action key={id} {...props} />);
}

interface PreviewBodyProps {
  address: ObjectAddress;
  preview: Preview;
  options: PreviewOptions;
  onOptions: (options: PreviewOptions) => void;
}

function PreviewBody({ address, preview, options, onOptions }: PreviewBodyProps) {
  switch (preview.kind) {
    case "table":
      return <TableView address={address} preview={preview} options={options} onOptions={onOptions} />;
    case "text":
      return <TextView text={preview.text} complete={preview.complete} encoding={preview.encoding} />;
    case "hex":
      return <HexView address={address} guess={preview.guess} facts={preview.facts} />;
    case "recognised":
      return <RecognisedView preview={preview} />;
  }
}

function Summary({ preview }: { preview: Preview }) {
  const parts = [
    preview.format,
    ...(preview.compression ? [preview.compression] : []),
    ...(preview.size === null ? [] : [formatBytes(preview.size)]),
  ];
  const rows =
    preview.kind === "table" && preview.totalRows !== null ? ` · ${preview.totalRows.toLocaleString("en")} rows` : "";
  const read = `${formatBytes(preview.bytesRead)} read`;
  return (
    <Text size="xs" c="dimmed" truncate title={`${exactBytes(preview.bytesRead)} read`}>
      {parts.join(" · ")}
      {rows} · {read}
    </Text>
  );
}
