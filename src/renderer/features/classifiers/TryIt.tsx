import { Button, Group, Text, Textarea } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type CustomClassifier, type TriedClassifier, tryLimits } from "../../../shared/domain/custom-classifier.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import classes from "./classifiers.module.css";
import { tooMuch, triedText, valuesIn } from "./tried-words.ts";

const ROW = 24;

interface Trial {
  classifier: CustomClassifier;
  text: string;
}

/** Tries what the form says on values that are pasted; null is a form that is not filled in yet. */
export function TryIt({ classifier }: { classifier: CustomClassifier | null }) {
  const [text, setText] = useState("");
  const trial = useMutation({
    mutationFn: ({ classifier: tried, text: pasted }: Trial) =>
      client.findings.tryClassifier({ classifier: tried, values: valuesIn(pasted) }),
  });
  const values = valuesIn(text);
  const problem = tooMuch(values);
  // What was said of another pattern or other values does not stay beside these.
  const isCurrent = trial.variables?.classifier === classifier && trial.variables?.text === text;
  return (
    <section aria-label="Try it">
      <Textarea
        label="Try it on values"
        description={`One a line, at most ${tryLimits.values.toLocaleString("en")}. They are not kept.`}
        autosize
        minRows={3}
        maxRows={6}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="sm" my={6} wrap="nowrap">
        <Button
          size="xs"
          variant="default"
          flex="none"
          disabled={!classifier || problem !== null || text.trim() === ""}
          loading={trial.isPending}
          onClick={() => classifier && trial.mutate({ classifier, text })}
        >
          Try it
        </Button>
        {isCurrent && trial.data && classifier && (
          <Text size="sm" role="status">
            {triedText(trial.data, classifier.minimumShare)}
          </Text>
        )}
      </Group>
      {isCurrent && trial.isError && <ErrorNotice error={trial.error} />}
      {isCurrent && trial.data && <TriedValues values={values} matches={trial.data.matches} />}
    </section>
  );
}

function TriedValues({ values, matches }: { values: readonly string[]; matches: TriedClassifier["matches"] }) {
  return (
    <div className={classes["tried"]}>
      <VirtualList
        label="Values that were tried"
        count={matches.length}
        rowHeight={ROW}
        keyOf={String}
        renderRow={(index) => <TriedValue value={values[index] ?? ""} match={matches[index] ?? null} />}
      />
    </div>
  );
}

function TriedValue({ value, match }: { value: string; match: boolean | null }) {
  return (
    <div className={classes["value"]} data-match={match ?? undefined} title={value}>
      {match === true && <IconCheck size={14} aria-label="Matches" />}
      {match === false && <IconX size={14} aria-label="Does not match" />}
      <span className={classes["cut"]}>{match === null ? "Empty: not counted" : value}</span>
    </div>
  );
}
