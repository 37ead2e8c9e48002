import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "./ErrorNotice.tsx";

interface DialogFormProps {
  /** What the button that submits says. */
  submit: string;
  canSubmit: boolean;
  /** While it fails the form stays open, with the reason. */
  onSubmit: () => Promise<void>;
  onCancel: () => void;
  /** The button is where the keyboard starts, not a field. */
  startAtSubmit?: boolean;
  children: ReactNode;
}

/** The fields of a dialog, and the buttons that end it. */
export function DialogForm({
  submit,
  canSubmit,
  onSubmit,
  onCancel,
  startAtSubmit = false,
  children,
}: DialogFormProps) {
  const act = useMutation({ mutationFn: onSubmit });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack gap="sm">
        {children}
        {act.isError && <ErrorNotice error={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={act.isPending}
            disabled={!canSubmit}
            data-autofocus={startAtSubmit || undefined}
          >
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
