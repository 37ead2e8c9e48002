import { Menu, Text, UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconArrowsExchange, IconChevronDown, IconCloud, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";
import { openPrompt } from "../../ui/prompt.tsx";
import { openConnections, useConnections } from "../connections/index.ts";
import classes from "./LakeMenu.module.css";
import { openZoneSettings } from "./zone-settings.ts";

/** The name of the lake, and what is done with the lake as a whole. */
export function LakeMenu() {
  const { summary, writable, readOnlyReason } = useLake();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const rename = () =>
    openPrompt({
      title: "Rename the lake",
      label: "Name",
      initial: summary.name,
      submit: "Rename",
      onSubmit: async (name) => void (await client.lakes.rename({ lakeId: summary.id, name })),
    });
  const forget = () =>
    modals.openConfirmModal({
      title: `Take “${summary.name}” off the list?`,
      children: <Text size="sm">Its files stay where they are: {summary.location}</Text>,
      labels: { confirm: "Take off the list", cancel: "Cancel" },
      onConfirm: () => {
        navigate("/");
        client.lakes
          .forget({ lakeId: summary.id })
          .then(() => queries.invalidateQueries({ queryKey: ["recent-lakes"] }))
          .catch(showError);
      },
    });
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes["lake"]} title={summary.location}>
          <span className={classes["name"]}>{summary.name}</span>
          <IconChevronDown size={14} />
          {!writable && (
            <Text size="xs" c="orange" title={readOnlyReason ?? ""}>
              read only
            </Text>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {summary.place.kind === "s3" && <ConnectionItem connectionId={summary.place.connectionId} />}
        <Menu.Item leftSection={<IconArrowsExchange size={14} />} onClick={() => navigate("/")}>
          Other lakes …
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={rename}>
          Rename …
        </Menu.Item>
        <Menu.Item leftSection={<IconPlus size={14} />} onClick={openZoneSettings}>
          Zones …
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={forget}>
          Take off the list …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Through which connection the lake is reached; leads to all of them. */
function ConnectionItem({ connectionId }: { connectionId: string }) {
  const name = useConnections().data?.find(({ id }) => id === connectionId)?.name;
  return (
    <>
      <Menu.Item leftSection={<IconCloud size={14} />} onClick={openConnections}>
        Connection{name === undefined ? "" : `: ${name}`}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
