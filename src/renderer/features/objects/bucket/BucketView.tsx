import { Loader, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { BucketFacts } from "../../../../shared/domain/object-details.ts";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { encryptionWords } from "../encryption-words.ts";
import { UnfinishedUploads } from "./UnfinishedUploads.tsx";
import type { ZoneAddress } from "./zone-address.ts";

/** What is set for the bucket of a zone, and uploads into the zone that nobody ended. */
export function BucketView({ zone }: { zone: ZoneAddress }) {
  const bucket = useQuery({
    queryKey: ["bucket", zone],
    queryFn: ({ signal }) => client.objects.bucket(zone, { signal }),
    staleTime: 0,
  });
  if (bucket.isPending) return <Loader aria-label="Asking the store" />;
  if (bucket.isError) return <ErrorNotice error={bucket.error} onRetry={() => void bucket.refetch()} />;
  const { problems } = bucket.data;
  return (
    <Stack gap="sm">
      <Table verticalSpacing={3} aria-label="Facts of the bucket">
        <Table.Tbody>
          {factsOf(bucket.data).map(({ name, fact, text }) => (
            <Table.Tr key={name}>
              <Table.Th w={150}>{name}</Table.Th>
              <Table.Td>
                {text ?? (
                  <Text size="sm" c="dimmed">
                    Not known. {problems.find((problem) => problem.fact === fact)?.message}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <UnfinishedUploads zone={zone} />
    </Stack>
  );
}

const versioningWords = { off: "Not kept", enabled: "Kept", suspended: "Suspended: only older ones are kept" };
const accessWords = { blocked: "Blocked", possible: "Possible, where a policy or an access list allows it" };

function factsOf({ bucket, versioning, lifecycle, publicAccess, encryption }: BucketFacts) {
  const rules = lifecycle?.map(({ enabled, prefix, text }) => `${prefix}* ${text}${enabled ? "" : " (off)"}`);
  return [
    { name: "Bucket", fact: "bucket", text: bucket },
    { name: "Versions", fact: "versioning", text: versioning && versioningWords[versioning] },
    { name: "Encryption", fact: "encryption", text: encryption && encryptionWords(encryption) },
    { name: "Public access", fact: "publicAccess", text: publicAccess && accessWords[publicAccess] },
    { name: "Lifecycle", fact: "lifecycle", text: rules ? rules.join("; ") || "No rules" : null },
  ];
}
