import { Table } from "@mantine/core";
import type { ObjectFacts } from "../../../../shared/domain/object-details.ts";
import { exactBytes, exactTime, formatBytes, formatTime } from "../../../lib/format.ts";
import { encryptionWords } from "../encryption-words.ts";

/** What the store says of an object that changes only with the object itself. */
export function FixedFacts({ facts }: { facts: ObjectFacts }) {
  const { size, modified, etag, versionId, contentEncoding, cacheControl, encryption } = facts;
  const rows: readonly { name: string; text: string | null; exact?: string }[] = [
    { name: "Size", text: formatBytes(size), exact: exactBytes(size) },
    { name: "Modified", text: formatTime(modified), exact: exactTime(modified) },
    { name: "Encryption", text: encryptionWords(encryption) },
    { name: "Version", text: versionId ?? "The bucket keeps no versions" },
    { name: "ETag", text: etag },
    { name: "Content encoding", text: contentEncoding },
    { name: "Cache control", text: cacheControl },
  ];
  return (
    <Table verticalSpacing={3} aria-label="Facts">
      <Table.Tbody>
        {rows.map(({ name, text, exact }) =>
          text === null ? null : (
            <Table.Tr key={name}>
              <Table.Th w={150}>{name}</Table.Th>
              <Table.Td title={exact} style={{ overflowWrap: "anywhere" }}>
                {text}
              </Table.Td>
            </Table.Tr>
          ),
        )}
      </Table.Tbody>
    </Table>
  );
}
