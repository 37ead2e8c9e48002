import { PasswordInput, SimpleGrid, TextInput } from "@mantine/core";
import { useHost } from "../../../lib/host.ts";
import { changed } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";

/** Static keys. The secret key goes to main and is never shown again. */
export function KeyFields({ draft, onChange, hasSecret }: DraftProps & { hasSecret: boolean | null }) {
  const keeps = useHost()?.can.keepSecrets;
  return (
    <SimpleGrid cols={2} spacing="sm">
      <TextInput
        label="Access key id"
        value={draft.accessKeyId}
        onChange={(event) => onChange(changed(draft, { accessKeyId: event.currentTarget.value }))}
        autoComplete="off"
        spellCheck={false}
      />
      <PasswordInput
        size="xs"
        label="Secret key"
        placeholder={hasSecret ? "The one that is kept" : ""}
        description={
          keeps ? "Kept by the keychain of your system." : "Kept until Lakeshore ends, then asked for again."
        }
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={draft.secretKey}
        onChange={(event) => onChange(changed(draft, { secretKey: event.currentTarget.value }))}
        autoComplete="new-password"
      />
    </SimpleGrid>
  );
}
