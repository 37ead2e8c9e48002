import { SimpleGrid, TextInput } from "@mantine/core";
import { changed, type ConnectionDraft } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";

type Field = "startUrl" | "ssoRegion" | "accountId" | "roleName";

const fields: readonly { key: Field; label: string; example: string; wrong: RegExp }[] = [
  {
    key: "startUrl",
    label: "Start address",
    example: "https://acme.awsapps.com/start",
    wrong: /^(?!https?:\/\/\S+$)/i,
  },
  { key: "ssoRegion", label: "Region of Identity Center", example: "eu-central-1", wrong: /\s/ },
  { key: "accountId", label: "Account id", example: "123456789012", wrong: /^(?!\d{12}$)/ },
  { key: "roleName", label: "Role (permission set)", example: "DataAnalyst", wrong: /\s/ },
];

/** Which account and role somebody takes once IAM Identity Center knows them. */
export function IdentityCenterFields({ draft, onChange }: DraftProps) {
  return (
    <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
      {fields.map(({ key, label, example, wrong }) => (
        <TextInput
          key={key}
          label={label}
          placeholder={example}
          value={draft[key]}
          error={draft[key] !== "" && wrong.test(draft[key].trim()) && `It looks like ${example}`}
          onChange={(event) => {
            const part: Partial<ConnectionDraft> = { [key]: event.currentTarget.value };
            onChange(changed(draft, part));
          }}
          spellCheck={false}
        />
      ))}
    </SimpleGrid>
  );
}
