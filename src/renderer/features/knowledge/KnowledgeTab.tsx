import { Center, Loader, ScrollArea, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { TableSubject } from "../../../shared/domain/knowledge.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Certifying } from "./Certifying.tsx";
import { Description } from "./Description.tsx";
import { KnowledgeHistory } from "./KnowledgeHistory.tsx";
import classes from "./knowledge.module.css";
import { Ownership } from "./Ownership.tsx";
import { Questions } from "./Questions.tsx";
import { Ratings } from "./Ratings.tsx";
import { Tags } from "./Tags.tsx";
import { Terms } from "./Terms.tsx";
import { useTableKnowledge } from "./use-knowledge.ts";

interface KnowledgeTabProps {
  table: TableSubject;
  catalogText: string;
  onCatalogChange: (text: string) => Promise<unknown>;
}

/** All that people know of a table, with the ways to add to it. */
export function KnowledgeTab({ table, catalogText, onCatalogChange }: KnowledgeTabProps) {
  const { data, isError, error, refetch } = useTableKnowledge(table);
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Reading what is known" />
      </Center>
    );
  }
  const subject = { table, column: null };
  return (
    <ScrollArea h="100%">
      <div className={classes["sheet"]}>
        <div>
          <Section title="Description">
            <Description
              subject={subject}
              label="Description"
              placeholder="Say what this table is about, where it comes from, and what to mind. Markdown is understood."
              versions={data.description}
              catalogText={catalogText}
              onCatalogChange={onCatalogChange}
            />
          </Section>
          <Section title="Questions and answers">
            <Questions table={table} questions={data.questions} me={data.me} />
          </Section>
          <Section title="History">
            <KnowledgeHistory table={table} />
          </Section>
        </div>
        <div>
          <Section title="Certification">
            <Certifying table={table} versions={data.certification} />
          </Section>
          <Section title="Owner">
            <Ownership table={table} versions={data.owner} />
          </Section>
          <Section title="Tags">
            <Tags table={table} tags={data.tags} />
          </Section>
          <Section title="Glossary">
            <Terms subject={subject} terms={data.terms} />
          </Section>
          <Section title="Ratings">
            <Ratings table={table} ratings={data.ratings} />
          </Section>
        </div>
      </div>
    </ScrollArea>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes["section"]} aria-label={title}>
      <Title order={4} className={classes["title"] ?? ""}>
        {title}
      </Title>
      {children}
    </section>
  );
}
