import { NumberInput, SegmentedControl, TagsInput, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { client } from "../../lib/client.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { useKnowledgeAct } from "../knowledge/index.ts";
import { type ClassifierDraft, classifierOf } from "./classifier-draft.ts";
import { RuleFields } from "./RuleFields.tsx";
import { TryIt } from "./TryIt.tsx";

interface ClassifierFormProps {
  initial: ClassifierDraft;
  seen: string[];
  onDone: () => void;
}

/** What a classifier finds and how, with values to try it on. */
export function ClassifierForm({ initial, seen, onDone }: ClassifierFormProps) {
  const [draft, setDraft] = useState(initial);
  const made = useMemo(() => classifierOf(draft), [draft]);
  const classifier = "classifier" in made ? made.classifier : null;
  const act = useKnowledgeAct({ isSilent: true });
  const change = (part: Partial<ClassifierDraft>) => setDraft((last) => ({ ...last, ...part }));
  const save = async () => {
    if (!classifier) return;
    // One that does not work is explained here, and not to everyone at the next scan.
    await client.findings.tryClassifier({ classifier, values: [] });
    await act.mutateAsync((lakeId) => client.knowledge.saveClassifier({ lakeId, classifier, seen }));
    onDone();
  };
  return (
    <DialogForm
      submit="Save"
      canSubmit={classifier !== null && draft.name.trim() !== ""}
      onSubmit={save}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        value={draft.name}
        maxLength={100}
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SegmentedControl
        size="xs"
        aria-label="What it finds"
        data={[
          { value: "semantic-type", label: "Kind of values" },
          { value: "personal-data", label: "Personal data" },
        ]}
        value={draft.finds}
        onChange={(finds) => change({ finds })}
      />
      <RuleFields draft={draft} onChange={change} />
      <TagsInput
        size="xs"
        label="Words of headers"
        description="It finds nothing under other headers. Empty is any header."
        value={draft.headers}
        maxTags={50}
        onChange={(headers) => change({ headers })}
      />
      <NumberInput
        label="Least share"
        description="Of the values that are not empty."
        suffix=" %"
        min={1}
        max={100}
        styles={{ wrapper: { width: 160 } }}
        value={draft.percent}
        onChange={(percent) => change({ percent })}
      />
      <TryIt classifier={classifier} />
      {"problem" in made && (
        <Text size="xs" c="dimmed">
          {made.problem}
        </Text>
      )}
    </DialogForm>
  );
}
