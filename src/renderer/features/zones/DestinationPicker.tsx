import { NavLink, ScrollArea, Select, Stack, Text } from "@mantine/core";
import { IconArrowUp, IconFolder } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parentPath } from "../../../shared/domain/object-address.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

interface Destination {
  zoneId: string;
  path: string;
}

interface DestinationPickerProps {
  lakeId: string;
  value: Destination;
  onChange: (destination: Destination) => void;
}

/** A zone and a folder in it. */
export function DestinationPicker({ lakeId, value, onChange }: DestinationPickerProps) {
  const { definition } = useLake();
  const folders = useQuery({
    queryKey: ["folders-of", lakeId, value],
    queryFn: ({ signal }) => client.zones.folders({ lakeId, ...value, after: null }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack gap={4}>
      <Select
        label="Zone"
        data={definition.zones.map(({ id, title }) => ({ value: id, label: title }))}
        value={value.zoneId}
        allowDeselect={false}
        onChange={(zoneId) => zoneId !== null && onChange({ zoneId, path: "" })}
      />
      <Text size="xs" c="dimmed">
        Folder: /{value.path}
      </Text>
      {folders.isError && <ErrorNotice error={folders.error} />}
      <ScrollArea h={180} type="auto">
        {value.path !== "" && (
          <NavLink
            component="button"
            label="Folder above"
            leftSection={<IconArrowUp size={15} />}
            onClick={() => onChange({ ...value, path: parentPath(value.path) })}
          />
        )}
        {folders.data?.folders.map(({ name, path }) => (
          <NavLink
            key={path}
            component="button"
            label={name}
            leftSection={<IconFolder size={15} />}
            onClick={() => onChange({ ...value, path })}
          />
        ))}
      </ScrollArea>
    </Stack>
  );
}
