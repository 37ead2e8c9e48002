import { Autocomplete } from "@mantine/core";
import { changed } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";
import { presetOf } from "./store-presets.ts";

/** Where requests are signed for; any region can be typed. */
export function RegionField({ draft, onChange }: DraftProps) {
  return (
    <Autocomplete
      size="xs"
      label="Region"
      data={[...presetOf(draft.store).regions]}
      value={draft.region}
      onChange={(region) => onChange(changed(draft, { region }))}
    />
  );
}
