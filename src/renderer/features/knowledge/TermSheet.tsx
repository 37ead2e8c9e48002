import { Button, Group, List, ScrollArea, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { GlossaryEntry, GlossaryTerm, KnowledgeSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { catalogPath, glossaryPath } from "../../lib/paths.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { ByLine } from "./ByLine.tsx";
import { nameOf } from "./CertificationBadge.tsx";
import { Conflict } from "./Conflict.tsx";
import { MarkdownText } from "./MarkdownText.tsx";
import { TermForm } from "./TermForm.tsx";
import { knowledgeKey, useKnowledgeAct } from "./use-knowledge.ts";

/** One term: what it means, and what it is linked to. */
export function TermSheet({ termId }: { termId: string }) {
  const lakeId = useLake().summary.id;
  const { data, isError, error, refetch } = useQuery({
    queryKey: knowledgeKey(lakeId, "term", termId),
    queryFn: ({ signal }) => client.knowledge.term({ lakeId, termId }, { signal }),
    staleTime: 0,
  });
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const newest = data?.term.versions.values.find(({ value }) => value !== null);
  if (!data || !newest?.value) return null;
  return (
    <ScrollArea h="100%" p="md" component="article" aria-label={newest.value.name}>
      <Entry term={data.term} entry={newest.value} links={data.subjects.length} />
      <ByLine by={newest.by} at={newest.at} />
      <Title order={4} mt="lg" mb={4}>
        {plural(data.subjects.length, "link")}
      </Title>
      <List size="sm">
        {data.subjects.map((subject) => (
          <List.Item key={JSON.stringify(subject)}>
            <Link to={addressOf(lakeId, subject)}>{subjectName(subject)}</Link>
          </List.Item>
        ))}
      </List>
    </ScrollArea>
  );
}

function Entry({ term, entry, links }: { term: GlossaryTerm; entry: GlossaryEntry; links: number }) {
  const lakeId = useLake().summary.id;
  const [, navigate] = useLocation();
  const [isEdited, setEdited] = useState(false);
  const act = useKnowledgeAct();
  const { termId, versions } = term;
  const define = (value: GlossaryEntry | null, onSuccess?: () => void) =>
    act.mutate(
      (lake) => client.knowledge.defineTerm({ lakeId: lake, termId, entry: value, seen: versions.seen }),
      onSuccess ? { onSuccess } : {},
    );
  const remove = () =>
    modals.openConfirmModal({
      title: `Remove the term “${entry.name}”?`,
      children: <Text size="sm">It is taken off {plural(links, "table or column", "tables and columns")}.</Text>,
      labels: { confirm: "Remove", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => define(null, () => navigate(glossaryPath(lakeId))),
    });
  if (isEdited) {
    return (
      <TermForm
        termId={termId}
        initial={entry}
        seen={versions.seen}
        onCancel={() => setEdited(false)}
        onDone={() => setEdited(false)}
      />
    );
  }
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Title order={3}>{entry.name}</Title>
        <Group gap={6} wrap="nowrap">
          <Button variant="default" onClick={() => setEdited(true)}>
            Edit
          </Button>
          <Button variant="default" onClick={remove}>
            Remove …
          </Button>
        </Group>
      </Group>
      <MarkdownText text={entry.definition} />
      <Conflict
        what="Term"
        values={versions.values}
        renderValue={({ name, definition }) => (
          <>
            <Text fw={600}>{name}</Text>
            <MarkdownText text={definition} />
          </>
        )}
        onKeep={(value) => define(value)}
      />
    </>
  );
}

function addressOf(lakeId: string, { table, column }: KnowledgeSubject): string {
  const path = catalogPath(lakeId, table);
  return column === null ? path : `${path}?column=${encodeURIComponent(column)}`;
}

function subjectName({ table, column }: KnowledgeSubject): string {
  return column === null ? nameOf(table) : `${nameOf(table)} › ${column}`;
}
