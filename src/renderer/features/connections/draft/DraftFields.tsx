import { Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { BucketsField } from "./BucketsField.tsx";
import { changed, type ConnectionDraft, withStore } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";
import { EndpointFields } from "./EndpointFields.tsx";
import { RegionField } from "./RegionField.tsx";
import { SignInFields } from "./SignInFields.tsx";
import { presetOf, storePresets } from "./store-presets.ts";

interface DraftFieldsProps extends DraftProps {
  /** The name that it gets when none is typed. */
  suggestedName: string;
  /** Whether a secret key is kept already; null for a connection that is not saved yet. */
  hasSecret: boolean | null;
}

/** Everything that makes a connection: which store, where it is, and who signs in. */
export function DraftFields({ draft, onChange, suggestedName, hasSecret }: DraftFieldsProps) {
  const change = (part: Partial<ConnectionDraft>) => onChange(changed(draft, part));
  const { needsAccount, endpoint } = presetOf(draft.store);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        <Select
          label="Store"
          data={storePresets.map(({ id, label }) => ({ value: id, label }))}
          value={draft.store}
          allowDeselect={false}
          onChange={(value) => {
            const preset = storePresets.find(({ id }) => id === value);
            if (preset) onChange(withStore(draft, preset.id));
          }}
          data-autofocus
        />
        <TextInput
          label="Name of the connection"
          placeholder={suggestedName}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {needsAccount && (
          <TextInput
            label="Account id"
            value={draft.account}
            onChange={(event) => change({ account: event.currentTarget.value.trim() })}
          />
        )}
        {endpoint === null && <RegionField draft={draft} onChange={onChange} />}
      </SimpleGrid>
      {endpoint !== null && <EndpointFields draft={draft} onChange={onChange} />}
      <SignInFields draft={draft} onChange={onChange} hasSecret={hasSecret} />
      <BucketsField draft={draft} onChange={onChange} />
    </Stack>
  );
}
