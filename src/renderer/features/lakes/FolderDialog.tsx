import { Button, Group, Loader, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ZoneProposal } from "../../../shared/contract/lakes.ts";
import { folderPlace } from "../../../shared/domain/lake-place.ts";
import type { Zone } from "../../../shared/domain/lake-definition.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useOpenLake } from "./use-open-lake.ts";
import { ZoneList } from "./ZoneList.tsx";

interface FolderDialogProps {
  path: string;
  onClose: () => void;
}

/** Looks at a folder and offers what can be done with it: open the lake it is, repair it, or make it a lake. */
export function FolderDialog({ path, onClose }: FolderDialogProps) {
  const inspected = useQuery({
    queryKey: ["inspect", path],
    queryFn: () => client.lakes.inspect({ place: folderPlace(path) }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={path} size="lg">
      {inspected.isPending && <Loader />}
      {inspected.isError && <ErrorNotice error={inspected.error} onRetry={() => void inspected.refetch()} />}
      {inspected.data && <FolderChoice path={path} proposal={inspected.data} onClose={onClose} />}
    </Modal>
  );
}

function FolderChoice({ path, proposal, onClose }: FolderDialogProps & { proposal: ZoneProposal }) {
  if (proposal.found === "lake") return <OpenExisting path={path} proposal={proposal} onClose={onClose} />;
  if (proposal.found === "damaged") return <RepairLake path={path} proposal={proposal} onClose={onClose} />;
  return <CreateLake path={path} proposal={proposal} onClose={onClose} />;
}

function OpenExisting({ path, proposal, onClose }: FolderDialogProps & { proposal: ZoneProposal }) {
  const open = useOpenLake(() => client.lakes.open({ place: folderPlace(path) }));
  return (
    <Stack>
      <Text>
        This folder is the lake <b>{proposal.name}</b> with {proposal.zones.length} zones.
      </Text>
      {open.isError && <ErrorNotice error={open.error} />}
      <Actions label="Open" loading={open.isPending} onAct={() => open.mutate()} onClose={onClose} />
    </Stack>
  );
}

function RepairLake({ path, proposal, onClose }: FolderDialogProps & { proposal: ZoneProposal }) {
  const repair = useOpenLake(() => client.lakes.repair({ place: folderPlace(path) }));
  return (
    <Stack>
      <Text fw={600}>The definition of this lake is damaged.</Text>
      <Text size="sm">{proposal.problem}</Text>
      <Text size="sm" c="dimmed">
        Repair goes back to the newest definition that can be read, and keeps the damaged file under another name. Data
        is not touched.
      </Text>
      {repair.isError && <ErrorNotice error={repair.error} />}
      <Actions label="Repair and open" loading={repair.isPending} onAct={() => repair.mutate()} onClose={onClose} />
    </Stack>
  );
}

function CreateLake({ path, proposal, onClose }: FolderDialogProps & { proposal: ZoneProposal }) {
  const [name, setName] = useState(proposal.name);
  const [zones, setZones] = useState<readonly Zone[]>(proposal.zones);
  const create = useOpenLake(() =>
    client.lakes.create({ place: folderPlace(path), name: name.trim(), zones: [...zones] }),
  );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {proposal.found === "empty"
          ? "The folder is empty. These zones will be made in it."
          : "The folders in it become zones. Files stay where they are; only a small folder .lakeshore is added."}
      </Text>
      <TextInput
        label="Name of the lake"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <ZoneList zones={zones} onChange={setZones} />
      {create.isError && <ErrorNotice error={create.error} />}
      <Actions
        label="Create the lake"
        loading={create.isPending}
        disabled={name.trim() === "" || zones.length === 0}
        onAct={() => create.mutate()}
        onClose={onClose}
      />
    </Stack>
  );
}

interface ActionsProps {
  label: string;
  loading: boolean;
  disabled?: boolean;
  onAct: () => void;
  onClose: () => void;
}

function Actions({ label, loading, disabled = false, onAct, onClose }: ActionsProps) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button loading={loading} disabled={disabled} onClick={onAct}>
        {label}
      </Button>
    </Group>
  );
}
