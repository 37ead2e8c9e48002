import { Loader, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { factsKey } from "../object-keys.ts";
import { ArchiveRow } from "./ArchiveRow.tsx";
import { ChangeForm } from "./ChangeForm.tsx";
import { FixedFacts } from "./FixedFacts.tsx";

const WHILE_RESTORING_MS = 60_000;

/** What is known of an object beside its bytes, and what of it can be changed. */
export function FactsView({ address }: { address: ObjectAddress }) {
  const facts = useQuery({
    queryKey: factsKey(address),
    queryFn: ({ signal }) => client.objects.describe(address, { signal }),
    staleTime: 0,
    // What is being restored becomes readable by itself.
    refetchInterval: ({ state: { data } }) => (data?.archive?.state === "restoring" ? WHILE_RESTORING_MS : false),
  });
  if (facts.isPending) return <Loader aria-label="Asking the store" />;
  if (facts.isError) return <ErrorNotice error={facts.error} onRetry={() => void facts.refetch()} />;
  return (
    <Stack gap="sm">
      <FixedFacts facts={facts.data} />
      {facts.data.archive && (
        <ArchiveRow
          address={address}
          archive={facts.data.archive}
          staysRestored={facts.data.storageClass === "INTELLIGENT_TIERING"}
          onLookAgain={() => void facts.refetch()}
        />
      )}
      <ChangeForm key={facts.data.etag + (facts.data.versionId ?? "")} address={address} facts={facts.data} />
    </Stack>
  );
}
