import { ActionIcon, Group, Text } from "@mantine/core";
import { IconPencil, IconUser } from "@tabler/icons-react";
import type { TableSubject, TextVersions } from "../../../shared/domain/knowledge.ts";
import { client } from "../../lib/client.ts";
import { openPrompt } from "../../ui/prompt.tsx";
import { ByLine } from "./ByLine.tsx";
import { Conflict } from "./Conflict.tsx";
import { useKnowledgeAct } from "./use-knowledge.ts";

/** Whom to ask about a table. */
export function Ownership({ table, versions }: { table: TableSubject; versions: TextVersions }) {
  const act = useKnowledgeAct();
  const newest = versions.values[0];
  const owner = newest?.value ?? null;
  const set = (value: string | null) =>
    act.mutateAsync((lakeId) => client.knowledge.setOwner({ lakeId, table, owner: value, seen: versions.seen }));
  return (
    <div>
      <Group gap={6}>
        <IconUser size={14} />
        <Text size="sm" c={owner === null ? "dimmed" : ""}>
          {owner ?? "Nobody yet: who can be asked about it?"}
        </Text>
        <ActionIcon
          aria-label="Edit: Owner"
          onClick={() =>
            openPrompt({
              title: "Owner",
              label: "A person or a team",
              initial: owner ?? "",
              submit: "Save",
              onSubmit: async (text) => {
                await set(text);
              },
            })
          }
        >
          <IconPencil size={14} />
        </ActionIcon>
      </Group>
      {newest?.value && <ByLine by={newest.by} at={newest.at} />}
      <Conflict
        what="Owner"
        values={versions.values}
        renderValue={(value) => <Text size="sm">{value}</Text>}
        onKeep={(value) =>
          act.mutate((lakeId) => client.knowledge.setOwner({ lakeId, table, owner: value, seen: versions.seen }))
        }
      />
    </div>
  );
}
