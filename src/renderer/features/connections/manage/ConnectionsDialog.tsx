import { Modal } from "@mantine/core";
import { useState } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { useConnections } from "../use-connections.ts";
import { ConnectionEditor } from "./ConnectionEditor.tsx";
import { ConnectionList } from "./ConnectionList.tsx";
import { useConnectionsDialog } from "./connections-dialog.ts";

/** The connections that are set up: make, change, test and remove them. */
export function ConnectionsDialog() {
  const { isOpen, setOpen } = useConnectionsDialog();
  return isOpen ? <Manager onClose={() => setOpen(false)} /> : null;
}

function Manager({ onClose }: { onClose: () => void }) {
  const connections = useConnections();
  // Undefined shows the list, null a new connection.
  const [edited, setEdited] = useState<ConnectionSummary | null | undefined>(undefined);
  const back = () => setEdited(undefined);
  const title = edited ? edited.name : edited === null ? "New connection" : "Connections";
  const taken = (connections.data ?? []).filter(({ id }) => id !== edited?.id).map(({ name }) => name);
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      {edited === undefined ? (
        <ConnectionList connections={connections} onEdit={setEdited} />
      ) : (
        <ConnectionEditor
          key={edited?.id ?? ""}
          connection={edited}
          taken={taken}
          submit="Save"
          onSaved={back}
          onCancel={back}
        />
      )}
    </Modal>
  );
}
