import { Button, Loader, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type ObjectAddress, isFolderPath } from "../../../../shared/domain/object-address.ts";
import type { ObjectVersion } from "../../../../shared/domain/object-details.ts";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { objectChanged, versionsKey } from "../object-keys.ts";
import { VersionRow } from "./VersionRow.tsx";

/** The versions of an object, or of all below a folder, deletions among them, newest first for each. */
export function VersionList({ address }: { address: ObjectAddress }) {
  const queries = useQueryClient();
  const versions = useInfiniteQuery({
    queryKey: versionsKey(address),
    queryFn: ({ pageParam, signal }) => client.objects.versions({ ...address, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  const restore = useMutation({
    mutationFn: ({ path, versionId }: ObjectVersion) => client.objects.restoreVersion({ ...address, path, versionId }),
    onSuccess: (facts, { path }) => objectChanged(queries, { ...address, path }, facts),
  });
  if (versions.isPending) return <Loader aria-label="Asking the store" />;
  if (versions.isError) return <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} />;
  const rows = versions.data.pages.flatMap((page) => page.versions);
  return (
    <Stack gap="xs">
      {restore.isError && <ErrorNotice error={restore.error} />}
      <ScrollArea.Autosize mah={400} type="auto">
        <Table verticalSpacing={3} stickyHeader aria-label="Versions">
          <Table.Tbody>
            {rows.map((version) => (
              <VersionRow
                key={`${version.path} ${version.versionId}`}
                version={version}
                showsPath={isFolderPath(address.path)}
                isBusy={restore.isPending}
                onRestore={() => restore.mutate(version)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {rows.length === 0 && (
        <Text size="sm">There are no versions: nothing was ever stored here, or none are kept.</Text>
      )}
      {versions.hasNextPage && (
        <Button variant="default" loading={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Stack>
  );
}
