import { Badge, Button, Table } from "@mantine/core";
import type { ObjectVersion } from "../../../../shared/domain/object-details.ts";
import { exactBytes, exactTime, formatBytes, formatTime } from "../../../lib/format.ts";

interface VersionRowProps {
  version: ObjectVersion;
  showsPath: boolean;
  isBusy: boolean;
  onRestore: () => void;
}

/** One version: when, how large, and a way back to it. */
export function VersionRow({ version, showsPath, isBusy, onRestore }: VersionRowProps) {
  const { versionId, path, isLatest, isDeletion, size, modified, storageClass } = version;
  return (
    <Table.Tr title={`Version ${versionId}`}>
      {showsPath && <Table.Td style={{ overflowWrap: "anywhere" }}>{path}</Table.Td>}
      <Table.Td title={exactTime(modified)} style={{ whiteSpace: "nowrap" }}>
        {formatTime(modified)}
      </Table.Td>
      <Table.Td title={exactBytes(size)} className="figures">
        {isDeletion ? "" : formatBytes(size)}
      </Table.Td>
      <Table.Td>{isDeletion ? "" : storageClass}</Table.Td>
      <Table.Td>
        {isDeletion && (
          <Badge size="xs" color="red" variant="light">
            deleted
          </Badge>
        )}
        {isLatest && !isDeletion && (
          <Badge size="xs" variant="light">
            newest
          </Badge>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {!isLatest && !isDeletion && (
          <Button size="compact-xs" variant="default" disabled={isBusy} onClick={onRestore}>
            Restore
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
