import { TextInput, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState } from "react";
import { DialogForm } from "../../../ui/DialogForm.tsx";

interface SaveDialogOptions {
  title: string;
  name: string;
  description: string;
  onSubmit: (query: { name: string; description: string }) => Promise<void>;
}

/** Asks for the name and the description of a saved query. */
export function openSaveDialog(options: SaveDialogOptions): void {
  const id = modals.open({
    title: options.title,
    children: <SaveForm {...options} onDone={() => modals.close(id)} />,
  });
}

function SaveForm({ onSubmit, onDone, ...initial }: SaveDialogOptions & { onDone: () => void }) {
  const [name, setName] = useState(initial.name);
  const [description, setDescription] = useState(initial.description);
  return (
    <DialogForm
      submit="Save"
      canSubmit={name.trim() !== ""}
      onSubmit={() => onSubmit({ name: name.trim(), description }).then(onDone)}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
      />
      <Textarea
        label="Description"
        placeholder="What does it answer?"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
