import { Autocomplete, Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import type { ObjectFacts } from "../../../../shared/domain/object-details.ts";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { objectChanged } from "../object-keys.ts";
import { changeBetween, type EditedFacts, editedOf } from "./edited-facts.ts";
import { PairsEditor } from "./PairsEditor.tsx";

/** Classes of S3 that an object can be put in by hand (S3 API reference, CopyObject, x-amz-storage-class). */
const classes = [
  "STANDARD",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];

/** What of an object can be changed without its bytes: its type, class, metadata and tags. */
export function ChangeForm({ address, facts }: { address: ObjectAddress; facts: ObjectFacts }) {
  const queries = useQueryClient();
  const [edited, setEdited] = useState(() => editedOf(facts));
  const edit = (part: Partial<EditedFacts>) => setEdited({ ...edited, ...part });
  const change = changeBetween(facts, edited);
  const save = useMutation({
    mutationFn: (wanted: NonNullable<typeof change>) =>
      client.objects.change({ ...address, etag: facts.etag, change: wanted }),
    onSuccess: (changed) => objectChanged(queries, address, changed),
  });
  return (
    <Stack gap="xs">
      <SimpleGrid cols={2} spacing="sm">
        <TextInput
          label="Content type"
          value={edited.contentType}
          onChange={(event) => edit({ contentType: event.currentTarget.value })}
        />
        <Autocomplete
          size="xs"
          label="Storage class"
          data={classes}
          value={edited.storageClass}
          onChange={(storageClass) => edit({ storageClass })}
        />
      </SimpleGrid>
      <PairsEditor label="Metadata" pairs={edited.metadata} onChange={(metadata) => edit({ metadata })} />
      {edited.tags ? (
        <PairsEditor label="Tags" pairs={edited.tags} onChange={(tags) => edit({ tags })} />
      ) : (
        <Text size="xs" c="dimmed">
          Tags may not be read here, or the store has none.
        </Text>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
      <Group justify="flex-end">
        <Button disabled={change === null} loading={save.isPending} onClick={() => change && save.mutate(change)}>
          Save the changes
        </Button>
      </Group>
    </Stack>
  );
}
