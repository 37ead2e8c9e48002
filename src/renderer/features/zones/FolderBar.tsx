import { ActionIcon, Button, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconFilter, IconFolderPlus, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { useLake } from "../../app/lake-context.ts";
import { UploadMenu, dropTarget } from "../transfers/index.ts";
import type { ObjectActions } from "./use-object-actions.tsx";
import classes from "./ZonePage.module.css";

interface FolderBarProps {
  address: ObjectAddress;
  filter: string;
  onFilter: (filter: string) => void;
  onOpen: (path: string) => void;
  actions: ObjectActions;
}

/** Where one is, as crumbs or as a path to type, and what narrows the list. */
export function FolderBar({ address, filter, onFilter, onOpen, actions }: FolderBarProps) {
  return (
    <div className={classes["bar"]}>
      <Crumbs address={address} onOpen={onOpen} />
      <TextInput
        aria-label="Filter by name"
        placeholder="Filter (*.csv)"
        w={170}
        leftSection={<IconFilter size={14} />}
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
      />
      <Button variant="default" leftSection={<IconFolderPlus size={15} />} onClick={actions.createFolder}>
        New folder
      </Button>
      <UploadMenu address={address} />
    </div>
  );
}

function Crumbs({ address, onOpen }: { address: ObjectAddress; onOpen: (path: string) => void }) {
  const { zoneId, path } = address;
  const { definition } = useLake();
  const [typed, setTyped] = useState<string | null>(null);
  const title = definition.zones.find(({ id }) => id === zoneId)?.title ?? zoneId;
  const segments = path.split("/").filter(Boolean);
  if (typed !== null) {
    return (
      <form
        className={classes["crumbs"]}
        onSubmit={(event) => {
          event.preventDefault();
          setTyped(null);
          onOpen(typed.replace(/^\/+/, ""));
        }}
      >
        <TextInput
          aria-label="Path in the zone"
          flex={1}
          value={typed}
          autoFocus
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => setTyped(null)}
          onKeyDown={(event) => event.key === "Escape" && setTyped(null)}
        />
      </form>
    );
  }
  const crumbs = [
    { label: title, to: "" },
    ...segments.map((label, index) => ({ label, to: `${segments.slice(0, index + 1).join("/")}/` })),
  ];
  return (
    <nav className={classes["crumbs"]} aria-label="Folder">
      {crumbs.map(({ label, to }, index) => (
        <span key={to} style={{ display: "contents" }}>
          {index > 0 && <IconChevronRight size={13} opacity={0.5} />}
          <UnstyledButton
            className={classes["crumb"]}
            title={label}
            aria-current={index === crumbs.length - 1 ? "page" : undefined}
            onClick={() => onOpen(to)}
            {...dropTarget({ ...address, path: to })}
          >
            {label}
          </UnstyledButton>
        </span>
      ))}
      <Tooltip label="Type a path">
        <ActionIcon size="sm" ml={4} aria-label="Type a path" onClick={() => setTyped(path)}>
          <IconPencil size={13} />
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}
