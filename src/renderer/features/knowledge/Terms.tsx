import { ActionIcon, Badge, Group, Select, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "wouter";
import type { KnowledgeSubject, TableKnowledge } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { glossaryPath } from "../../lib/paths.ts";
import { useGlossary } from "./use-glossary.ts";
import { useKnowledgeAct } from "./use-knowledge.ts";

type Linked = TableKnowledge["terms"];

/** Terms of the glossary that something is linked to, and the way to link more. */
export function Terms({ subject, terms }: { subject: KnowledgeSubject; terms: Linked }) {
  const act = useKnowledgeAct();
  const glossary = useGlossary();
  const link = (termId: string, linked: boolean) =>
    act.mutate((lakeId) => client.knowledge.linkTerm({ lakeId, termId, subject, linked }));
  const free = (glossary.data ?? []).filter(({ termId }) => !terms.some((term) => term.termId === termId));
  return (
    <Group gap={6} role="group" aria-label="Glossary terms">
      {terms.map((term) => (
        <Group key={term.termId} gap={0}>
          <TermBadge {...term} />
          <ActionIcon size="xs" aria-label={`Unlink ${term.name}`} onClick={() => link(term.termId, false)}>
            <IconX size={11} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        aria-label="Link a term"
        placeholder={free.length === 0 ? "No terms yet: see Glossary" : "Link a term"}
        disabled={free.length === 0}
        w={190}
        searchable
        value={null}
        data={free.map(({ termId, name }) => ({ value: termId, label: name }))}
        onChange={(termId) => termId !== null && link(termId, true)}
      />
    </Group>
  );
}

/** A term, with what it means on hover. */
export function TermBadge({ termId, name, definition }: Linked[number]) {
  const { summary } = useLake();
  return (
    <Tooltip label={definition} disabled={definition === ""} multiline maw={360}>
      <Badge
        size="sm"
        variant="light"
        tt="none"
        component={Link}
        to={glossaryPath(summary.id, termId)}
        style={{ cursor: "pointer" }}
      >
        {name}
      </Badge>
    </Tooltip>
  );
}
