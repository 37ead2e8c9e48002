import { Button, Group, Loader, Modal, NavLink, ScrollArea, Stack, TextInput } from "@mantine/core";
import { IconArrowUp, IconFolder, IconRipple } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

interface FolderPickerProps {
  title: string;
  onChoose: (path: string) => void;
  onClose: () => void;
}

/** Chooses a folder of the machine that Lakeshore runs on, where the host has no dialog of the system. */
export function FolderPicker({ title, onChoose, onClose }: FolderPickerProps) {
  const [path, setPath] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const listing = useQuery({
    queryKey: ["folders", path],
    queryFn: ({ signal }) => client.host.listFolders({ path }, { signal }),
    placeholderData: keepPreviousData,
  });
  const here = typed ?? listing.data?.path ?? "";
  const go = (to: string) => {
    setTyped(null);
    setPath(to);
  };

  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Stack gap="xs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go(here);
          }}
        >
          <TextInput
            label="Folder"
            value={here}
            onChange={(event) => setTyped(event.currentTarget.value)}
            rightSection={listing.isFetching && <Loader size={14} />}
            data-autofocus
          />
        </form>
        {listing.isError && <ErrorNotice error={listing.error} />}
        <ScrollArea h={300} type="auto">
          {listing.data?.parent && (
            <NavLink
              component="button"
              label="Folder above"
              leftSection={<IconArrowUp size={16} />}
              onClick={() => go(listing.data.parent ?? "")}
            />
          )}
          {hiddenLast(listing.data?.folders ?? []).map((folder) => (
            <NavLink
              key={folder.path}
              component="button"
              label={folder.name}
              description={folder.isLake ? "a lake" : null}
              leftSection={folder.isLake ? <IconRipple size={16} /> : <IconFolder size={16} />}
              onClick={() => go(folder.path)}
            />
          ))}
        </ScrollArea>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={here === ""} onClick={() => onChoose(here)}>
            Choose this folder
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Folders of programs are seldom what a person looks for. */
function hiddenLast<T extends { name: string }>(folders: readonly T[]): T[] {
  const isHidden = ({ name }: T) => name.startsWith(".");
  return [...folders.filter((folder) => !isHidden(folder)), ...folders.filter(isHidden)];
}
