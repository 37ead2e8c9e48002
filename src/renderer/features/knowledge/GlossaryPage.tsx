import { Button, Center, Loader, TextInput, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconBook2, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { LakeContext, useLake } from "../../app/lake-context.ts";
import { formatCount, plural } from "../../lib/format.ts";
import { glossaryPath } from "../../lib/paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import page from "../../ui/page.module.css";
import classes from "./knowledge.module.css";
import { TermForm } from "./TermForm.tsx";
import { TermSheet } from "./TermSheet.tsx";
import { useGlossary } from "./use-glossary.ts";
import { useFollowKnowledge } from "./use-knowledge.ts";

const ROW = 34;

/** What words mean here: the terms of the lake, and the tables and columns that they are about. */
export function GlossaryPage({ termId }: { termId: string | null }) {
  const lake = useLake();
  const lakeId = lake.summary.id;
  const [, navigate] = useLocation();
  const [text, setText] = useState("");
  useFollowKnowledge();
  const glossary = useGlossary();
  const create = () => {
    const id = modals.open({
      title: "New term",
      children: (
        <LakeContext value={lake}>
          <TermForm
            termId={null}
            initial={{ name: "", definition: "" }}
            seen={[]}
            onCancel={() => modals.close(id)}
            onDone={(made) => {
              modals.close(id);
              navigate(glossaryPath(lakeId, made));
            }}
          />
        </LakeContext>
      ),
    });
  };
  if (glossary.isError) return <ErrorNotice error={glossary.error} onRetry={() => void glossary.refetch()} />;
  if (!glossary.data) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Reading the glossary" />
      </Center>
    );
  }
  const sought = text.trim().toLowerCase();
  const terms = glossary.data.filter(
    ({ name, definition }) => name.toLowerCase().includes(sought) || definition.toLowerCase().includes(sought),
  );
  return (
    <div className={page["page"]}>
      <div className={page["bar"]}>
        <Title order={2}>Glossary</Title>
        <TextInput
          aria-label="Search the glossary"
          placeholder={`Search ${plural(glossary.data.length, "term")} …`}
          w={320}
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button leftSection={<IconPlus size={14} />} onClick={create}>
          New term …
        </Button>
      </div>
      {glossary.data.length === 0 ? (
        <EmptyState icon={<IconBook2 size={22} />} title="No terms yet">
          Write down what the words of your business mean, once, and link them to the tables and columns that are about
          them: on the page of a table, under Knowledge.
        </EmptyState>
      ) : (
        <div className={classes["terms"]}>
          <div className={classes["termList"]}>
            <VirtualList
              label="Terms"
              count={terms.length}
              rowHeight={ROW}
              keyOf={(index) => terms[index]?.termId ?? String(index)}
              renderRow={(index) => {
                const term = terms[index];
                if (!term) return null;
                return (
                  <Link
                    to={glossaryPath(lakeId, term.termId)}
                    className={classes["termRow"] ?? ""}
                    aria-current={term.termId === termId ? "page" : undefined}
                  >
                    <span>{term.name}</span>
                    <span title={plural(term.links, "link")}>{formatCount(term.links)}</span>
                  </Link>
                );
              }}
            />
          </div>
          {termId !== null && <TermSheet key={termId} termId={termId} />}
        </div>
      )}
    </div>
  );
}
