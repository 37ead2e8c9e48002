import { Group, Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { RegisterForm } from "./RegisterForm.tsx";

interface RegisterDialogProps {
  address: ObjectAddress;
  onDone: () => void;
}

/** What would be registered, as its preview found it, for a person to look over. */
export function RegisterDialog({ address, onDone }: RegisterDialogProps) {
  const proposal = useQuery({
    queryKey: ["table-proposal", address],
    queryFn: ({ signal }) => client.catalog.propose(address, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (proposal.isError) return <ErrorNotice error={proposal.error} onRetry={() => void proposal.refetch()} />;
  if (!proposal.data) {
    return (
      <Group gap="xs">
        <Loader size="xs" /> <Text size="sm">Looking at what is in it …</Text>
      </Group>
    );
  }
  return <RegisterForm lakeId={address.lakeId} proposal={proposal.data} onDone={onDone} />;
}
