import { Text, UnstyledButton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./catalog.module.css";
import { TextEditor } from "./TextEditor.tsx";

interface EditableTextProps {
  label: string;
  value: string;
  placeholder: string;
  maxLength: number;
  onSave: (text: string) => Promise<unknown>;
}

/** A text that becomes a field when it is clicked. */
export function EditableText({ label, value, placeholder, maxLength, onSave }: EditableTextProps) {
  const [isEdited, setEdited] = useState(false);
  if (isEdited) {
    return (
      <TextEditor label={label} initial={value} maxLength={maxLength} onSave={onSave} onDone={() => setEdited(false)} />
    );
  }
  return (
    <UnstyledButton className={classes["editable"]} aria-label={`Edit: ${label}`} onClick={() => setEdited(true)}>
      <Text
        size="sm"
        c={value === "" ? "dimmed" : ""}
        component="span"
        lineClamp={4}
        className={classes["lines"] ?? ""}
      >
        {value === "" ? placeholder : value}
      </Text>
      <IconPencil size={13} className={classes["pencil"]} />
    </UnstyledButton>
  );
}
