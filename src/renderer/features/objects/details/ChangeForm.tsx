import { Autocomplete, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
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

/** Nothing takes the encryption away again: stores encrypt with their own key where none is asked for. */
const encryptions = [
  { value: "none", label: "As the bucket does" },
  { value: "store-key", label: "A key of the store (SSE-S3)" },
  { value: "kms", label: "A key of KMS" },
] as const;

/** What of an object can be changed without its bytes: its type, class, encryption, metadata and tags. */
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
        <Select
          label="Encryption"
          data={encryptions.filter(({ value }) => value !== "none" || facts.encryption.kind === "none")}
          value={edited.encryption}
          allowDeselect={false}
          onChange={(value) => {
            const chosen = encryptions.find((other) => other.value === value);
            if (chosen) edit({ encryption: chosen.value });
          }}
        />
        {edited.encryption === "kms" && (
          <TextInput
            label="Key of KMS"
            placeholder="The account's own"
            value={edited.keyId}
            onChange={(event) => edit({ keyId: event.currentTarget.value })}
            spellCheck={false}
          />
        )}
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
