import { Text, UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPencil } from "@tabler/icons-react";
import classes from "./catalog.module.css";
import { TextEditor } from "./TextEditor.tsx";

interface ColumnDescriptionButtonProps {
  column: string;
  description: string;
  onSave: (text: string) => Promise<unknown>;
}

const LONGEST = 4000;

/** What a column means, in one line; opens to be written. */
export function ColumnDescriptionButton({ column, description, onSave }: ColumnDescriptionButtonProps) {
  const edit = () => {
    const id = modals.open({
      title: column,
      children: (
        <TextEditor
          label={`Description of ${column}`}
          initial={description}
          maxLength={LONGEST}
          onSave={onSave}
          onDone={() => modals.close(id)}
        />
      ),
    });
  };
  return (
    <UnstyledButton className={classes["editable"]} aria-label={`Edit: description of ${column}`} onClick={edit}>
      <Text size="sm" c={description === "" ? "dimmed" : ""} truncate title={description}>
        {description === "" ? "–" : description.replaceAll(/\s+/g, " ")}
      </Text>
      <IconPencil size={13} className={classes["pencil"]} />
    </UnstyledButton>
  );
}
