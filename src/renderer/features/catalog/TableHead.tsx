import { Button, Group, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconTrash } from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import { type TableEntry, addressOfTable } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { exactTime, formatTime } from "../../lib/format.ts";
import { catalogPath, zonePath } from "../../lib/paths.ts";
import { KnowledgeBadges, PersonalButtons } from "../knowledge/index.ts";
import { showError } from "../../ui/show-error.ts";
import { ZoneDot } from "../../ui/ZoneDot.tsx";
import classes from "./catalog.module.css";
import { tableActions } from "./table-actions.ts";
import { formatOf } from "./table-columns.tsx";
import { TableDescription } from "./TableDescription.tsx";

/** What a table is called, what it is about, where it lies, and what can be done with it. */
export function TableHead({ table }: { table: TableEntry }) {
  const { summary, definition } = useLake();
  const zone = definition.zones.find(({ id }) => id === table.zoneId);
  const address = addressOfTable(summary.id, table);
  return (
    <header className={classes["head"]}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes["cut"]}>
          <Link to={catalogPath(summary.id)} className={`${classes["crumb"]} ${classes["quiet"]}`}>
            Catalog
          </Link>
          <Group gap={8} wrap="nowrap">
            {zone && <ZoneDot kind={zone.kind} />}
            <Title order={2} className={classes["cut"] ?? ""} title={titleOf(table)}>
              {table.zoneId !== null && (
                <Text span inherit c="dimmed" fw={400}>
                  {table.zoneId}.
                </Text>
              )}
              {table.name}
            </Title>
          </Group>
        </div>
        <Group gap={6} wrap="nowrap">
          <PersonalButtons table={{ zoneId: table.zoneId, name: table.name }} />
          {address && tableActions.map(({ id, Action }) => <Action key={id} address={address} />)}
          <RemoveButton table={table} />
        </Group>
      </Group>
      <TableDescription table={table} />
      <Facts table={table} />
    </header>
  );
}

function Facts({ table }: { table: TableEntry }) {
  const { summary } = useLake();
  const { zoneId, location, catalogName, partitionKeys, updatedAt } = table;
  return (
    <div className={classes["facts"]}>
      <span>{formatOf(table)}</span>
      {zoneId !== null && (
        <span>
          <Link to={zonePath(summary.id, zoneId, location)} title="Show in the zone">
            {zoneId}/{location}
          </Link>
        </span>
      )}
      {zoneId === null && location !== "" && <span title="Outside every zone of the lake">{location}</span>}
      {catalogName && (
        <span>
          {catalogName.table} in the database {catalogName.database}
        </span>
      )}
      {partitionKeys.length > 0 && <span>partitioned by {partitionKeys.join(", ")}</span>}
      {updatedAt !== null && <span title={exactTime(updatedAt)}>changed {formatTime(updatedAt)}</span>}
      <KnowledgeBadges table={{ zoneId, name: table.name }} />
    </div>
  );
}

/** A table by its zone and name, as people read it. */
function titleOf({ zoneId, name }: TableEntry): string {
  return zoneId === null ? name : `${zoneId}.${name}`;
}

function RemoveButton({ table }: { table: TableEntry }) {
  const { zoneId, name, location, kind } = table;
  const { summary } = useLake();
  const [, navigate] = useLocation();
  const remove = () =>
    modals.openConfirmModal({
      title: `Remove ${titleOf(table)} from the catalog?`,
      children: (
        <Text size="sm">
          Its name, columns and descriptions are removed
          {kind === "view" ? ", and with them what the view says." : "."}
          {location !== "" && ` The files stay where they are: ${zoneId === null ? "" : `${zoneId}/`}${location}`}
        </Text>
      ),
      labels: { confirm: "Remove", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => {
        client.catalog
          .remove({ lakeId: summary.id, zoneId, name })
          .then(() => navigate(catalogPath(summary.id)), showError);
      },
    });
  return (
    <Button variant="default" leftSection={<IconTrash size={14} />} onClick={remove}>
      Remove …
    </Button>
  );
}
