import { IconFolder } from "@tabler/icons-react";
import { EmptyState } from "../../ui/EmptyState.tsx";

export function EmptyFolder() {
  return (
    <EmptyState icon={<IconFolder size={22} />} title="This folder is empty">
      Drop files or folders here to upload them, or make a folder.
    </EmptyState>
  );
}
