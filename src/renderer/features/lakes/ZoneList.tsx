import { ActionIcon, Select, Table, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { LocationField } from "./LocationField.tsx";
import { type Zone, zoneKinds } from "../../../shared/domain/lake-definition.ts";

interface ZoneListProps {
  zones: readonly Zone[];
  onChange: (zones: readonly Zone[]) => void;
  /** Whether a zone may be put somewhere else: another prefix, or `s3://bucket/prefix/`. */
  canLieElsewhere: boolean;
}

/** Zones as they will be: title, kind and (in a store) place can be changed, and a zone left out. */
export function ZoneList({ zones, onChange, canLieElsewhere }: ZoneListProps) {
  const change = (id: string, part: Partial<Zone>) =>
    onChange(zones.map((zone) => (zone.id === id ? { ...zone, ...part } : zone)));
  return (
    <Table verticalSpacing={4} aria-label="Zones">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Zone</Table.Th>
          <Table.Th>Kind</Table.Th>
          <Table.Th>{canLieElsewhere ? "Place" : "Folder"}</Table.Th>
          <Table.Th aria-label="Remove" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {zones.map((zone) => (
          <Table.Tr key={zone.id}>
            <Table.Td>
              <TextInput
                aria-label={`Title of ${zone.id}`}
                value={zone.title}
                onChange={(event) => change(zone.id, { title: event.currentTarget.value })}
              />
            </Table.Td>
            <Table.Td>
              <Select
                aria-label={`Kind of ${zone.id}`}
                data={[...zoneKinds]}
                value={zone.kind}
                allowDeselect={false}
                onChange={(value) => {
                  const kind = zoneKinds.find((candidate) => candidate === value);
                  if (kind) change(zone.id, { kind });
                }}
              />
            </Table.Td>
            <Table.Td maw={canLieElsewhere ? 240 : 160}>
              {canLieElsewhere ? (
                <LocationField
                  label={`Place of ${zone.id}`}
                  value={zone.location}
                  onChange={(location) => change(zone.id, { location })}
                />
              ) : (
                <Text size="sm" truncate title={zone.location}>
                  {zone.location}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <ActionIcon
                aria-label={`Leave out ${zone.title}`}
                onClick={() => onChange(zones.filter(({ id }) => id !== zone.id))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
