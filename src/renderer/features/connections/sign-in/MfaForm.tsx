import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { client } from "../../../lib/client.ts";
import { useSignIns } from "../../../lib/sign-ins.ts";
import { DialogForm } from "../../../ui/DialogForm.tsx";

/** Asks for the code that a device shows. The sign-in goes on by itself once it is given. */
export function MfaForm({ promptId, serial }: { promptId: string; serial: string }) {
  const [code, setCode] = useState("");
  return (
    <DialogForm
      submit="Go on"
      canSubmit={/^\d{6,8}$/.test(code.trim())}
      onSubmit={() => client.connections.answerMfa({ promptId, code: code.trim() })}
      onCancel={() => useSignIns.getState().dismiss()}
    >
      <Text size="sm">
        The role wants the code that your MFA device shows now: <b>{serial}</b>
      </Text>
      <TextInput
        label="Code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        data-autofocus
      />
    </DialogForm>
  );
}
