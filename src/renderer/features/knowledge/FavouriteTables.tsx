import { Badge, Group, Text } from "@mantine/core";
import { Link } from "wouter";
import type { TableSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { catalogPath } from "../../lib/paths.ts";
import page from "../../ui/page.module.css";
import { nameOf } from "./CertificationBadge.tsx";
import { usePersonalTables } from "./use-personal-tables.ts";

/** Favourites that are shown in a line; all of them are still marked on their pages. */
const SHOWN = 12;

/** The person's favourites, and watched tables that have news; nothing where there is neither. */
export function FavouriteTables() {
  const personal = usePersonalTables();
  const changed = personal?.watched.filter(({ news }) => news.length > 0) ?? [];
  const favourites = personal?.favourites.slice(0, SHOWN) ?? [];
  if (changed.length + favourites.length === 0) return null;
  return (
    <div className={page["bar"]} role="group" aria-label="Yours">
      {changed.length > 0 && <Text size="xs">Changed:</Text>}
      {changed.slice(0, SHOWN).map(({ table, news }) => (
        <Group key={nameOf(table)} gap={4}>
          <TableLink table={table} />
          <Badge size="xs" circle>
            {news.length}
          </Badge>
        </Group>
      ))}
      {favourites.length > 0 && <Text size="xs">Favourites:</Text>}
      {favourites.map(({ table }) => (
        <TableLink key={nameOf(table)} table={table} />
      ))}
    </div>
  );
}

function TableLink({ table }: { table: TableSubject }) {
  const lakeId = useLake().summary.id;
  return <Link to={catalogPath(lakeId, table)}>{nameOf(table)}</Link>;
}
