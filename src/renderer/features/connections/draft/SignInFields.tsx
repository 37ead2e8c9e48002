import { Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { changed } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";
import { IdentityCenterFields } from "./IdentityCenterFields.tsx";
import { KeyFields } from "./KeyFields.tsx";
import { ProfileField } from "./ProfileField.tsx";
import { signInLabels } from "./sign-in-words.ts";
import { presetOf, type SignInKind } from "./store-presets.ts";

type SignInProps = DraftProps & { hasSecret: boolean | null };

/** Who signs in, and what that way needs. */
export function SignInFields({ draft, onChange, hasSecret }: SignInProps) {
  const { signIns } = presetOf(draft.store);
  // A connection that was made elsewhere keeps its way, also where it is not among the usual ones.
  const offered = signIns.includes(draft.signIn) ? signIns : [...signIns, draft.signIn];
  return (
    <Stack gap="xs">
      <SimpleGrid cols={2} spacing="sm">
        <Select
          label="Sign-in"
          data={offered.map((kind) => ({ value: kind, label: signInLabels[kind] }))}
          value={draft.signIn}
          allowDeselect={false}
          onChange={(value) => {
            const signIn = offered.find((kind) => kind === value);
            if (signIn) onChange(changed(draft, { signIn }));
          }}
        />
        {draft.signIn === "profile" && <ProfileField draft={draft} onChange={onChange} />}
      </SimpleGrid>
      {draft.signIn === "keys" && <KeyFields draft={draft} onChange={onChange} hasSecret={hasSecret} />}
      {draft.signIn === "identity-center" && <IdentityCenterFields draft={draft} onChange={onChange} />}
      {notes[draft.signIn] && (
        <Text size="xs" c="dimmed">
          {notes[draft.signIn]}
        </Text>
      )}
    </Stack>
  );
}

const notes: Partial<Record<SignInKind, string>> = {
  environment:
    "Uses AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, as they were when Lakeshore was started.",
  machine: "Uses the role of the EC2 instance, ECS task or EKS pod that Lakeshore runs on.",
  anonymous: "Requests are not signed: only what is public can be read.",
  "identity-center": "Lakeshore shows a code and opens the sign-in page; your password never passes through it.",
};
