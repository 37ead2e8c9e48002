import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { ErrorNotice } from "./ErrorNotice.tsx";

interface TextEditorProps {
  label: string;
  initial: string;
  maxLength: number;
  /** Resolves when it is written; what it rejects with is shown, and the text stays in the field. */
  onSave: (text: string) => Promise<unknown>;
  onDone: () => void;
}

/** A field for a text of several lines; Ctrl/Cmd+Enter saves, Escape leaves it as it was. */
export function TextEditor({ label, initial, maxLength, onSave, onDone }: TextEditorProps) {
  const [text, setText] = useState(initial);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = () => {
    if (text === initial && error === null) return onDone();
    setSaving(true);
    setError(null);
    onSave(text)
      .then(onDone, setError)
      .finally(() => setSaving(false));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === "Escape") onDone();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Stack gap={6} maw={720}>
      <Textarea
        aria-label={label}
        value={text}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={maxLength}
        data-autofocus
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {error !== null && <ErrorNotice error={error} />}
      <Group gap="xs">
        <Button loading={isSaving} onClick={save}>
          Save
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
