import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { GlossaryEntry } from "../../../shared/domain/knowledge.ts";
import { client } from "../../lib/client.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { useKnowledgeAct } from "./use-knowledge.ts";

interface TermFormProps {
  /** Null makes a new one. */
  termId: string | null;
  initial: GlossaryEntry;
  seen: string[];
  onCancel: () => void;
  onDone: (termId: string) => void;
}

/** What a word is called and what it means. */
export function TermForm({ termId, initial, seen: seenNow, onCancel, onDone }: TermFormProps) {
  /** What was there when the person began to write: what others write meanwhile stays beside it. */
  const [seen] = useState(seenNow);
  const [name, setName] = useState(initial.name);
  const [definition, setDefinition] = useState(initial.definition);
  const act = useKnowledgeAct<Awaited<ReturnType<typeof client.knowledge.defineTerm>>>({ isSilent: true });
  const save = async () => {
    const entry = { name: name.trim(), definition: definition.trim() };
    const made = await act.mutateAsync((lakeId) => client.knowledge.defineTerm({ lakeId, termId, entry, seen }));
    onDone(made.termId);
  };
  return (
    <DialogForm submit="Save" canSubmit={name.trim() !== ""} onCancel={onCancel} onSubmit={save}>
      <TextInput
        label="Term"
        value={name}
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="What it means"
        description="Markdown is understood."
        value={definition}
        maxLength={20_000}
        autosize
        minRows={4}
        maxRows={16}
        onChange={(event) => setDefinition(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
