import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { client } from "../../../lib/client.ts";
import { DialogForm } from "../../../ui/DialogForm.tsx";
import { type ConnectionDraft, connectionOf, draftOf, newDraft } from "../draft/connection-draft.ts";
import { DraftFields } from "../draft/DraftFields.tsx";
import { presetOf } from "../draft/store-presets.ts";
import { ConnectionTest } from "../test/ConnectionTest.tsx";
import { connectionsChanged } from "../use-connections.ts";

interface ConnectionEditorProps {
  /** Null makes a new one. */
  connection: ConnectionSummary | null;
  /** Names that are taken. */
  taken: readonly string[];
  submit: string;
  onSaved: (saved: ConnectionSummary) => void;
  onCancel: () => void;
}

/** Makes or changes a connection, and tries it before it is saved. */
export function ConnectionEditor({ connection, taken, submit, onSaved, onCancel }: ConnectionEditorProps) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (connection ? draftOf(connection) : newDraft(crypto.randomUUID(), "aws")));
  const suggestedName = freeName(presetOf(draft.store).label, taken);
  const made = connectionOf({ ...draft, name: draft.name.trim() === "" ? suggestedName : draft.name });
  const secretKey = secretOf(draft);
  const hasSecret = connection?.hasSecret ?? null;
  const lacksSecret = draft.signIn === "keys" && secretKey === null && hasSecret !== true;
  const ready = lacksSecret ? null : made;
  const save = async () => {
    if (!ready) throw new AppError("INVALID_INPUT", "Something is missing in the connection.");
    const saved = await client.connections.save({ connection: ready, secretKey });
    await connectionsChanged(queries);
    onSaved(saved);
  };
  return (
    <DialogForm submit={submit} canSubmit={ready !== null} onSubmit={save} onCancel={onCancel}>
      <DraftFields draft={draft} onChange={setDraft} suggestedName={suggestedName} hasSecret={hasSecret} />
      <ConnectionTest subject={ready && { connection: ready, secretKey, bucket: null, prefix: "" }} />
    </DialogForm>
  );
}

/** Null leaves the one that is kept. */
function secretOf({ signIn, secretKey }: ConnectionDraft): string | null {
  return signIn === "keys" && secretKey !== "" ? secretKey : null;
}

function freeName(label: string, taken: readonly string[]): string {
  const isTaken = (name: string) => taken.some((other) => other.toLowerCase() === name.toLowerCase());
  let number = 1;
  const name = () => (number === 1 ? label : `${label} ${number}`);
  while (isTaken(name())) number += 1;
  return name();
}
