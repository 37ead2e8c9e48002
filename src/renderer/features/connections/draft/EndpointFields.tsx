import { Anchor, Checkbox, Collapse, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { addressProblem, changed, type ConnectionDraft, isPlainToOthers } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";
import { RegionField } from "./RegionField.tsx";
import { presetOf } from "./store-presets.ts";

const checksumLabels = [
  { value: "when-supported", label: "Wherever S3 takes them" },
  { value: "when-required", label: "Only where S3 requires them" },
];

/** Where a store is that is not AWS, and how it likes to be spoken to. */
export function EndpointFields({ draft, onChange }: DraftProps) {
  const [showsMore, setShowsMore] = useState(false);
  const change = (part: Partial<ConnectionDraft>) => onChange(changed(draft, part));
  const { example } = presetOf(draft.store);
  return (
    <Stack gap="xs">
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        <TextInput
          label="Address"
          placeholder={example}
          value={draft.address}
          error={addressProblem(draft)}
          onChange={(event) => change({ address: event.currentTarget.value })}
          spellCheck={false}
        />
        <RegionField draft={draft} onChange={onChange} />
      </SimpleGrid>
      {isPlainToOthers(draft.address) && (
        <Checkbox
          label="Allow plain HTTP: everybody on the way can read and change what is sent"
          checked={draft.allowPlainHttp}
          onChange={(event) => change({ allowPlainHttp: event.currentTarget.checked })}
        />
      )}
      <Anchor
        component="button"
        type="button"
        size="xs"
        ta="left"
        aria-expanded={showsMore}
        onClick={() => setShowsMore(!showsMore)}
      >
        {showsMore ? "Fewer settings" : "More settings: buckets in the path, checksums, certificate"}
      </Anchor>
      <Collapse expanded={showsMore}>
        <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
          <Select
            label="Checksums"
            data={checksumLabels}
            value={draft.checksums}
            allowDeselect={false}
            onChange={(value) => change({ checksums: value === "when-supported" ? "when-supported" : "when-required" })}
          />
          <TextInput
            label="Certificate authority (PEM file)"
            placeholder="The system's"
            value={draft.caFile}
            onChange={(event) => change({ caFile: event.currentTarget.value })}
            spellCheck={false}
          />
          <Checkbox
            label="Bucket in the path, not in the host name"
            checked={draft.pathStyle}
            onChange={(event) => change({ pathStyle: event.currentTarget.checked })}
          />
          <Checkbox
            label="Glue, Athena and STS answer there too"
            checked={draft.services === "aws"}
            onChange={(event) => change({ services: event.currentTarget.checked ? "aws" : "s3" })}
          />
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}
