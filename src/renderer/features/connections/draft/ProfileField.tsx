import { Autocomplete } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import { changed } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";
import { presetOf } from "./store-presets.ts";

/** The profile of the shared AWS configuration; choosing one takes its region along. */
export function ProfileField({ draft, onChange }: DraftProps) {
  const profiles = useQuery({ queryKey: ["profiles"], queryFn: () => client.connections.profiles(), staleTime: 0 });
  const known = profiles.data ?? [];
  const choose = (profile: string) => {
    const region = known.find(({ name }) => name === profile)?.region;
    const follows = region && presetOf(draft.store).endpoint === null;
    onChange(changed(draft, follows ? { profile, region } : { profile }));
  };
  return (
    <Autocomplete
      size="xs"
      label="Profile"
      placeholder={profiles.isPending ? "Looking for profiles …" : "default"}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={known.map(({ name }) => name)}
      renderOption={({ option: { value } }) => (
        <span>
          {value} <small>{known.find(({ name }) => name === value)?.kind}</small>
        </span>
      )}
      value={draft.profile}
      error={profiles.isError && appErrorOf(profiles.error).message}
      description={profiles.data?.length === 0 ? "No profiles were found on this machine." : undefined}
      onChange={choose}
      spellCheck={false}
    />
  );
}
