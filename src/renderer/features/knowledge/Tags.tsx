import { Group, Pill, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { type TableKnowledge, type TableSubject, Tag } from "../../../shared/domain/knowledge.ts";
import { client } from "../../lib/client.ts";
import { exactTime } from "../../lib/format.ts";
import { useKnowledgeAct } from "./use-knowledge.ts";

/** Tags of a table; Enter adds one. */
export function Tags({ table, tags }: { table: TableSubject; tags: TableKnowledge["tags"] }) {
  const act = useKnowledgeAct();
  const [text, setText] = useState("");
  const problem = text.trim() === "" ? null : (Tag.safeParse(text).error?.issues[0]?.message ?? null);
  const add = () => {
    if (text.trim() === "" || problem !== null) return;
    act.mutate((lakeId) => client.knowledge.tag({ lakeId, table, tag: text.trim(), present: true }), {
      onSuccess: () => setText(""),
    });
  };
  return (
    <Group gap={6} role="group" aria-label="Tags">
      {tags.map(({ tag, by, at }) => (
        <Pill
          key={tag}
          withRemoveButton
          removeButtonProps={{ "aria-label": `Remove the tag ${tag}`, tabIndex: 0, "aria-hidden": false }}
          title={`${by}, ${exactTime(at)}`}
          onRemove={() => act.mutate((lakeId) => client.knowledge.tag({ lakeId, table, tag, present: false }))}
        >
          {tag}
        </Pill>
      ))}
      <TextInput
        aria-label="New tag"
        placeholder="Add a tag"
        w={150}
        leftSection={<IconPlus size={12} />}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
    </Group>
  );
}
