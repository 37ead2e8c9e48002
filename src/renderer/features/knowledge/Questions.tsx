import { Button, Group, Paper, Stack } from "@mantine/core";
import { useState } from "react";
import type { Answer, Question, TableSubject } from "../../../shared/domain/knowledge.ts";
import { client } from "../../lib/client.ts";
import { TextEditor } from "../../ui/TextEditor.tsx";
import { ByLine } from "./ByLine.tsx";
import { MarkdownText } from "./MarkdownText.tsx";
import { useKnowledgeAct } from "./use-knowledge.ts";

const LONGEST = 10_000;

interface QuestionsProps {
  table: TableSubject;
  questions: readonly Question[];
  me: string;
}

/** What people asked about a table, and what was answered; the newest question first. */
export function Questions({ table, questions, me }: QuestionsProps) {
  return (
    <Stack gap="sm">
      <Writing
        open="Ask a question"
        label="Question"
        onSave={(lakeId, text) => client.knowledge.ask({ lakeId, table, questionId: null, text })}
      />
      {questions.map((question) => (
        <QuestionCard key={question.questionId} table={table} question={question} me={me} />
      ))}
    </Stack>
  );
}

function QuestionCard({ table, question, me }: { table: TableSubject; question: Question; me: string }) {
  const { questionId, answers } = question;
  return (
    <Paper withBorder p="sm" component="article" aria-label={`Question: ${question.text.slice(0, 80)}`}>
      <PostText
        post={question}
        isMine={question.by === me}
        onChange={(lakeId, text) => client.knowledge.ask({ lakeId, table, questionId, text })}
      />
      <Stack gap="xs" mt="xs" pl="md">
        {answers.map((answer) => (
          <PostText
            key={answer.answerId}
            post={answer}
            isMine={answer.by === me}
            onChange={(lakeId, text) =>
              client.knowledge.answer({ lakeId, table, questionId, answerId: answer.answerId, text })
            }
          />
        ))}
        <Writing
          open="Answer"
          label="Answer"
          onSave={(lakeId, text) => client.knowledge.answer({ lakeId, table, questionId, answerId: null, text })}
        />
      </Stack>
    </Paper>
  );
}

type Write = (lakeId: string, text: string) => Promise<{ warning: string | null }>;

/** A button that becomes a field. */
function Writing({ open, label, onSave }: { open: string; label: string; onSave: Write }) {
  const [isOpen, setOpen] = useState(false);
  const act = useKnowledgeAct<{ warning: string | null }>({ isSilent: true });
  if (!isOpen) {
    return (
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {open}
        </Button>
      </div>
    );
  }
  return (
    <TextEditor
      label={label}
      initial=""
      maxLength={LONGEST}
      onSave={(text) => act.mutateAsync((lakeId) => onSave(lakeId, text))}
      onDone={() => setOpen(false)}
    />
  );
}

interface PostTextProps {
  post: Question | Answer;
  isMine: boolean;
  onChange: (lakeId: string, text: string | null) => Promise<{ warning: string | null }>;
}

function PostText({ post: { text, author, by, at }, isMine, onChange }: PostTextProps) {
  const [isEdited, setEdited] = useState(false);
  const change = useKnowledgeAct<{ warning: string | null }>({ isSilent: true });
  const withdraw = useKnowledgeAct<{ warning: string | null }>();
  if (isEdited) {
    return (
      <TextEditor
        label="Your text"
        initial={text}
        maxLength={LONGEST}
        onSave={(changed) => change.mutateAsync((lakeId) => onChange(lakeId, changed))}
        onDone={() => setEdited(false)}
      />
    );
  }
  return (
    <div>
      <MarkdownText text={text} />
      <Group gap="xs">
        <ByLine by={by} at={at} first={author} />
        {isMine && (
          <>
            <Button size="compact-xs" variant="subtle" onClick={() => setEdited(true)}>
              Change
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => withdraw.mutate((lakeId) => onChange(lakeId, null))}
            >
              Take back
            </Button>
          </>
        )}
      </Group>
    </div>
  );
}
