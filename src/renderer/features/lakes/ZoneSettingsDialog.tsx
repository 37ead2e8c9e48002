import { ActionIcon, Button, Group, Modal, Select, Stack, Table, Text, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Zone, type ZoneKind, zoneKinds } from "../../../shared/domain/lake-definition.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LocationField } from "./LocationField.tsx";
import { useZoneSettings } from "./zone-settings.ts";

/** The zones of the lake: rename, describe, change the kind, reorder, add, take out (files stay). */
export function ZoneSettingsDialog() {
  const { isOpen, setOpen } = useZoneSettings();
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Zones of this lake" size="xl">
      <ZoneTable />
    </Modal>
  );
}

function ZoneTable() {
  const { summary, definition } = useLake();
  const lakeId = summary.id;
  const zones = definition.zones.toSorted((a, b) => a.order - b.order);
  const update = useMutation({ mutationFn: (zone: Zone) => client.lakes.updateZone({ lakeId, zone }) });
  const remove = useMutation({ mutationFn: (zoneId: string) => client.lakes.removeZone({ lakeId, zoneId }) });
  const swap = async (a: Zone | undefined, b: Zone | undefined) => {
    if (!a || !b) return;
    await update.mutateAsync({ ...a, order: b.order });
    await update.mutateAsync({ ...b, order: a.order });
  };
  return (
    <Stack>
      {update.isError && <ErrorNotice error={update.error} />}
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Table verticalSpacing={4} aria-label="Zones">
        <Table.Tbody>
          {zones.map((zone, index) => (
            <Table.Tr key={zone.id}>
              <Table.Td>
                <SavedText
                  label={`Title of ${zone.id}`}
                  value={zone.title}
                  onSave={(title) => update.mutate({ ...zone, title })}
                />
              </Table.Td>
              <Table.Td w={130}>
                <KindSelect
                  label={`Kind of ${zone.id}`}
                  value={zone.kind}
                  onChange={(kind) => update.mutate({ ...zone, kind })}
                />
              </Table.Td>
              <Table.Td>
                <SavedText
                  label={`Description of ${zone.id}`}
                  placeholder="What belongs here?"
                  value={zone.description}
                  onSave={(description) => update.mutate({ ...zone, description })}
                />
              </Table.Td>
              <Table.Td maw={130}>
                <Text size="xs" c="dimmed" truncate title={zone.location}>
                  {zone.location}
                </Text>
              </Table.Td>
              <Table.Td>
                <Group gap={2} wrap="nowrap">
                  <ActionIcon
                    aria-label={`Move ${zone.title} up`}
                    disabled={index === 0}
                    onClick={() => void swap(zone, zones[index - 1])}
                  >
                    <IconArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${zone.title} down`}
                    disabled={index === zones.length - 1}
                    onClick={() => void swap(zone, zones[index + 1])}
                  >
                    <IconArrowDown size={14} />
                  </ActionIcon>
                  <Tooltip label="Take out of the lake; its files stay">
                    <ActionIcon aria-label={`Take out ${zone.title}`} onClick={() => remove.mutate(zone.id)}>
                      <IconTrash size={14} />
                    </ActionIcon>
                  </Tooltip>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <NewZone />
    </Stack>
  );
}

function NewZone() {
  const { summary } = useLake();
  const [title, setTitle] = useState("");
  const [kind, setKind] = useState<ZoneKind>("sandbox");
  const [location, setLocation] = useState("");
  const zone = { title: title.trim(), kind, ...(location.trim() === "" ? {} : { location: location.trim() }) };
  const add = useMutation({
    mutationFn: () => client.lakes.addZone({ lakeId: summary.id, zone }),
    onSuccess: () => {
      setTitle("");
      setLocation("");
    },
  });
  return (
    <Stack gap="xs">
      {add.isError && <ErrorNotice error={add.error} />}
      <Group align="end">
        <TextInput
          label="New zone"
          placeholder="Title"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <KindSelect label="Kind of the new zone" value={kind} onChange={setKind} />
        {summary.place.kind === "s3" && (
          <LocationField label="Place (optional)" shown value={location} onChange={setLocation} />
        )}
        <Button disabled={title.trim() === ""} loading={add.isPending} onClick={() => add.mutate()}>
          Add
        </Button>
      </Group>
    </Stack>
  );
}

function KindSelect({
  label,
  value,
  onChange,
}: {
  label: string;
  value: ZoneKind;
  onChange: (kind: ZoneKind) => void;
}) {
  return (
    <Select
      aria-label={label}
      data={[...zoneKinds]}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => {
        const kind = zoneKinds.find((candidate) => candidate === chosen);
        if (kind) onChange(kind);
      }}
    />
  );
}

/** Saved when the person leaves the field or presses Enter. */
function SavedText({
  label,
  value,
  placeholder = "",
  onSave,
}: {
  label: string;
  value: string;
  placeholder?: string;
  onSave: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const save = () => text !== value && onSave(text);
  return (
    <TextInput
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === "Enter" && save()}
    />
  );
}
