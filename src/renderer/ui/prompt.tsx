import { TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState } from "react";
import { DialogForm } from "./DialogForm.tsx";

interface PromptOptions {
  title: string;
  label: string;
  initial: string;
  submit: string;
  /** How much of the initial text is selected: a file's name without its ending. */
  selectTo?: number;
  onSubmit: (text: string) => Promise<void>;
}

/** Asks for one line of text; stays open, with the reason, while the answer cannot be carried out. */
export function openPrompt(options: PromptOptions): void {
  const id = modals.open({
    title: options.title,
    children: <Prompt {...options} onDone={() => modals.close(id)} />,
  });
}

function Prompt({ label, initial, submit, selectTo, onSubmit, onDone }: PromptOptions & { onDone: () => void }) {
  const [text, setText] = useState(initial);
  return (
    <DialogForm
      submit={submit}
      canSubmit={text.trim() !== ""}
      onSubmit={() => onSubmit(text.trim()).then(onDone)}
      onCancel={onDone}
    >
      <TextInput
        label={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.setSelectionRange(0, selectTo ?? initial.length)}
        data-autofocus
      />
    </DialogForm>
  );
}
