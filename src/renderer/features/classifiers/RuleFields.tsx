import { Checkbox, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import type { ClassifierDraft } from "./classifier-draft.ts";
import classes from "./classifiers.module.css";

interface RuleFieldsProps {
  draft: ClassifierDraft;
  onChange: (part: Partial<ClassifierDraft>) => void;
}

/** How values are told: by a pattern, or by a list of words. What was written in the other is kept meanwhile. */
export function RuleFields({ draft, onChange }: RuleFieldsProps) {
  const { by, pattern, words, ignoreCase } = draft;
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="How values are told"
        data={[
          { value: "pattern", label: "Pattern" },
          { value: "dictionary", label: "List of words" },
        ]}
        value={by}
        onChange={(value) => onChange({ by: value })}
      />
      {by === "pattern" ? (
        <TextInput
          label="Pattern"
          description="In RE2's syntax. The whole value must match, such as C-[0-9]{6}."
          classNames={{ input: classes["code"] ?? "" }}
          spellCheck={false}
          value={pattern}
          maxLength={1000}
          onChange={(event) => onChange({ pattern: event.currentTarget.value })}
        />
      ) : (
        <Textarea
          label="Words"
          description="One word or name a line. The whole value must be one of them."
          autosize
          minRows={4}
          maxRows={10}
          spellCheck={false}
          value={words}
          onChange={(event) => onChange({ words: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label={by === "pattern" ? "Upper and lower case are the same" : "Case and accents do not matter"}
        checked={ignoreCase}
        onChange={(event) => onChange({ ignoreCase: event.currentTarget.checked })}
      />
    </>
  );
}
