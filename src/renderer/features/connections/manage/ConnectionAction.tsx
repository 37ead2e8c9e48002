import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface ConnectionActionProps {
  /** What is done, as it reads before the name. */
  label: string;
  name: string;
  icon: ReactNode;
  onClick: () => void;
}

/** Something that can be done with a connection of a list. */
export function ConnectionAction({ label, name, icon, onClick }: ConnectionActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={`${label} ${name}`} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
