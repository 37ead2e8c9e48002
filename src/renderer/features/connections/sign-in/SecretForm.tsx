import { PasswordInput, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { Connection } from "../../../../shared/domain/connection.ts";
import { client } from "../../../lib/client.ts";
import { useSignIns } from "../../../lib/sign-ins.ts";
import { DialogForm } from "../../../ui/DialogForm.tsx";
import { connectionsChanged } from "../use-connections.ts";

interface SecretFormProps {
  connection: ConnectionSummary;
  onDone: (principal: string) => void;
}

/** Asks for the secret key that belongs to a key id, and tries it. */
export function SecretForm({ connection, onDone }: SecretFormProps) {
  const [secretKey, setSecretKey] = useState("");
  const queries = useQueryClient();
  const keyId = connection.signIn.kind === "keys" ? connection.signIn.accessKeyId : "";
  const submit = async () => {
    if (secretKey !== "") {
      await client.connections.save({ connection: Connection.parse(connection), secretKey });
      await connectionsChanged(queries);
    }
    for await (const step of await client.connections.signIn({ connectionId: connection.id })) {
      if (step.kind === "done") return onDone(step.principal);
    }
    throw new AppError("AUTH_REQUIRED", "The store did not say who you are.", { hint: "Try the key again." });
  };
  return (
    <DialogForm
      submit="Sign in"
      canSubmit={secretKey !== "" || connection.hasSecret === true}
      onSubmit={submit}
      onCancel={() => useSignIns.getState().dismiss()}
    >
      <Text size="sm">
        The secret key that belongs to the access key <b>{keyId}</b>.
        {!connection.keepsSecret && " It is kept until Lakeshore ends."}
      </Text>
      <PasswordInput
        size="xs"
        label="Secret key"
        placeholder={connection.hasSecret ? "The one that is kept" : ""}
        value={secretKey}
        onChange={(event) => setSecretKey(event.currentTarget.value)}
        autoComplete="new-password"
        data-autofocus
      />
    </DialogForm>
  );
}
