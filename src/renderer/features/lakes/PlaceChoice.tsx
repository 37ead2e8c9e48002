import { Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ZoneProposal } from "../../../shared/contract/lakes.ts";
import type { LakePlace } from "../../../shared/domain/lake-place.ts";
import { Zone } from "../../../shared/domain/lake-definition.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useOpenLake } from "./use-open-lake.ts";
import { ZoneList } from "./ZoneList.tsx";

interface PlaceChoiceProps {
  place: LakePlace;
  onClose: () => void;
}

type ProposalProps = PlaceChoiceProps & { proposal: ZoneProposal };

/** Looks at a place and offers what can be done with it: open the lake it is, repair it, or make it a lake. */
export function PlaceChoice({ place, onClose }: PlaceChoiceProps) {
  const inspected = useQuery({
    queryKey: ["inspect", place],
    queryFn: ({ signal }) => client.lakes.inspect({ place }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (inspected.isPending) return <Loader aria-label="Looking at the place" />;
  if (inspected.isError) return <ErrorNotice error={inspected.error} onRetry={() => void inspected.refetch()} />;
  const proposal = inspected.data;
  if (proposal.found === "lake") return <OpenExisting place={place} proposal={proposal} onClose={onClose} />;
  if (proposal.found === "damaged") return <RepairLake place={place} proposal={proposal} onClose={onClose} />;
  return <CreateLake place={place} proposal={proposal} onClose={onClose} />;
}

function OpenExisting({ place, proposal, onClose }: ProposalProps) {
  const open = useOpenLake(() => client.lakes.open({ place }));
  return (
    <Stack>
      <Text>
        This is the lake <b>{proposal.name}</b> with {proposal.zones.length} zones.
      </Text>
      {open.isError && <ErrorNotice error={open.error} />}
      <Actions label="Open" loading={open.isPending} onAct={() => open.mutate()} onClose={onClose} />
    </Stack>
  );
}

function RepairLake({ place, proposal, onClose }: ProposalProps) {
  const repair = useOpenLake(() => client.lakes.repair({ place }));
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

function CreateLake({ place, proposal, onClose }: ProposalProps) {
  const [name, setName] = useState(proposal.name);
  const [zones, setZones] = useState<readonly Zone[]>(proposal.zones);
  const create = useOpenLake(() => client.lakes.create({ place, name: name.trim(), zones: [...zones] }));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {introduction(place, proposal)}
      </Text>
      <TextInput
        label="Name of the lake"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <ZoneList zones={zones} onChange={setZones} canLieElsewhere={place.kind === "s3"} />
      {create.isError && <ErrorNotice error={create.error} />}
      <Actions
        label="Create the lake"
        loading={create.isPending}
        disabled={name.trim() === "" || zones.length === 0 || !zones.every(isZone)}
        onAct={() => create.mutate()}
        onClose={onClose}
      />
    </Stack>
  );
}

function introduction({ kind }: LakePlace, { found }: ZoneProposal): string {
  if (kind === "s3") {
    return found === "empty"
      ? "Nothing is there yet. The lake begins with these zones; each may lie elsewhere, also in another bucket."
      : "The folders there become zones. Objects stay where they are; only a small folder .lakeshore is added.";
  }
  return found === "empty"
    ? "The folder is empty. These zones will be made in it."
    : "The folders in it become zones. Files stay where they are; only a small folder .lakeshore is added.";
}

function isZone(zone: Zone): boolean {
  return Zone.safeParse(zone).success;
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
