import { Button, Drawer } from "@mantine/core";
import { useState } from "react";
import { ClassifierPanel } from "./ClassifierPanel.tsx";

/** Opens the panel of the lake's own classifiers. */
export function ClassifiersButton() {
  const [isOpen, setOpen] = useState(false);
  /** What is being written is not lost by a key or a click beside it. */
  const [isEditing, setEditing] = useState(false);
  const close = () => {
    setOpen(false);
    setEditing(false);
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Classifiers …
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size={620}
        title="Classifiers of this lake"
        closeOnEscape={!isEditing}
        closeOnClickOutside={!isEditing}
        closeButtonProps={{ "aria-label": "Close classifiers" }}
      >
        <ClassifierPanel onEditing={setEditing} />
      </Drawer>
    </>
  );
}
