import { Button, PasswordInput, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { Connection } from "../../../../shared/domain/connection.ts";
import { client } from "../../../lib/client.ts";
import { useSignIns } from "../../../lib/sign-ins.ts";
import { DialogForm } from "../../../ui/DialogForm.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { connectionsChanged } from "../use-connections.ts";
import { secretProblem } from "./secret-problem.ts";

interface SecretFormProps {
  connection: ConnectionSummary;
  onDone: (principal: string) => void;
}

/** Asks for the secret key that belongs to a key id, and keeps it once it works, or when the person insists. */
export function SecretForm({ connection, onDone }: SecretFormProps) {
  const [secretKey, setSecretKey] = useState("");
  const queries = useQueryClient();
  const keyId = connection.signIn.kind === "keys" ? connection.signIn.accessKeyId : "";
  const [problem, setProblem] = useState<AppError | null>(null);
  const save = async () => {
    await client.connections.save({ connection: Connection.parse(connection), secretKey });
    await connectionsChanged(queries);
  };
  const submit = async () => {
    if (secretKey !== "") {
      const found = await secretProblem(connection, secretKey);
      setProblem(found);
      if (found) return;
      await save();
    }
    for await (const step of await client.connections.signIn({ connectionId: connection.id })) {
      if (step.kind === "done") return onDone(step.principal);
    }
    throw new AppError("AUTH_REQUIRED", "The store did not say who you are.", { hint: "Try the key again." });
  };
  const saveAnyway = useMutation({ mutationFn: save, onSuccess: () => useSignIns.getState().dismiss() });
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
        onChange={(event) => {
          setSecretKey(event.currentTarget.value);
          setProblem(null);
        }}
        autoComplete="new-password"
        data-autofocus
      />
      {problem && (
        <ErrorNotice error={problem} offersSignIn={false}>
          <Button variant="default" loading={saveAnyway.isPending} onClick={() => saveAnyway.mutate()}>
            Save it anyway
          </Button>
        </ErrorNotice>
      )}
      {saveAnyway.isError && <ErrorNotice error={saveAnyway.error} offersSignIn={false} />}
    </DialogForm>
  );
}
