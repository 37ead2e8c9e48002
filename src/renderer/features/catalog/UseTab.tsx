import { Center, Loader, NavLink, ScrollArea, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addressOfTable, type TableEntry } from "../../../shared/domain/table-entry.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useConnections } from "../connections/index.ts";
import { accessRecipes } from "./access-code/access-recipes.ts";
import { accessSubject } from "./access-code/access-subject.ts";
import { AccessText } from "./AccessText.tsx";
import classes from "./catalog.module.css";
import { dialectOf } from "./dialect-of.ts";

/** Ways to read a table elsewhere, each with what is to be pasted there. */
export function UseTab({ table }: { table: TableEntry }) {
  const { summary, definition } = useLake();
  const [chosen, setChosen] = useState("lakeshore");
  const { place } = summary;
  const connections = useConnections();
  const firstFile = useFirstFile(table);
  if (connections.isError) {
    return <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />;
  }
  const connection =
    place.kind === "s3" ? (connections.data?.find(({ id }) => id === place.connectionId) ?? null) : null;
  const isKnown = connections.isSuccess && !firstFile.isPending;
  const subject = isKnown
    ? accessSubject({ table, place, definition, connection, firstFile: firstFile.data ?? null })
    : null;
  if (!subject) {
    return (
      <Center h="100%">
        {isKnown ? (
          <Text size="sm">The connection of this lake is not kept here any more.</Text>
        ) : (
          <Loader size="sm" aria-label="Looking at the files" />
        )}
      </Center>
    );
  }
  const recipes = accessRecipes(subject);
  const groups = [...new Set(recipes.map(({ group }) => group))];
  const shown = recipes.find(({ id }) => id === chosen);
  return (
    <div className={classes["access"]}>
      <ScrollArea component="nav" aria-label="Ways to use the table" className={classes["accessList"] ?? ""}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <Text size="xs" c="dimmed" fw={600} px="sm" pt="xs">
              {group}
            </Text>
            {recipes
              .filter((recipe) => recipe.group === group)
              .map(({ id, title, content }) => (
                <NavLink
                  key={id}
                  component="button"
                  label={title}
                  active={id === chosen}
                  aria-current={id === chosen}
                  c={content.kind === "obstacle" ? "dimmed" : ""}
                  py={4}
                  onClick={() => setChosen(id)}
                />
              ))}
          </div>
        ))}
      </ScrollArea>
      {shown && <AccessText recipe={shown} />}
    </div>
  );
}

/** A part file of a folder, by whose ending the others are known. Null where none can be told. */
function useFirstFile(table: TableEntry) {
  const { summary } = useLake();
  const address = addressOfTable(summary.id, table);
  const isFolder = address !== null && table.location.endsWith("/");
  const query = useQuery({
    queryKey: ["table-first-file", address],
    queryFn: async ({ signal }) => {
      if (!address) return null;
      const options = { maxRows: 1, dialect: dialectOf(table.readOptions) };
      // What cannot be read now can still be told how to read.
      const preview = await client.preview.open({ address, options }, { signal }).catch(() => null);
      return preview?.kind === "table" ? (preview.files?.first ?? null) : null;
    },
    enabled: isFolder,
  });
  return { isPending: isFolder && query.isPending, data: query.data };
}
