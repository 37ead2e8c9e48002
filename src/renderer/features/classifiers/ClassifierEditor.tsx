import { Text } from "@mantine/core";
import { useState } from "react";
import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import { client } from "../../lib/client.ts";
import { Conflict, useKnowledgeAct } from "../knowledge/index.ts";
import { draftOf, newDraft } from "./classifier-draft.ts";
import { ClassifierForm } from "./ClassifierForm.tsx";
import { findsWords, ruleText } from "./classifier-words.ts";
import type { KeptClassifier } from "./use-classifiers.ts";

/** A classifier that is written or, with `kept`, changed; where people have changed it at once, each version to choose from. */
export function ClassifierEditor({ kept, onDone }: { kept: KeptClassifier | null; onDone: () => void }) {
  const [initial] = useState(() => (kept && draftOf(kept.classifier)) ?? newDraft(crypto.randomUUID()));
  /** What was there when the person began to write: what others write meanwhile stays beside it. */
  const [seen] = useState(() => kept?.versions.seen ?? []);
  const act = useKnowledgeAct();
  const keep = (classifier: CustomClassifier | null) => {
    if (!kept) return;
    const now = kept.versions.seen;
    act.mutate(
      (lakeId) =>
        classifier === null
          ? client.knowledge.removeClassifier({ lakeId, classifierId: kept.classifier.id, seen: now })
          : client.knowledge.saveClassifier({ lakeId, classifier, seen: now }),
      { onSuccess: onDone },
    );
  };
  return (
    <>
      {kept && (
        <Conflict
          what="Classifier"
          values={kept.versions.values}
          renderValue={(classifier) => (
            <>
              <Text size="sm" fw={600}>
                {classifier.name} ({findsWords[classifier.finds]})
              </Text>
              <Text size="xs">{ruleText(classifier)}</Text>
            </>
          )}
          onKeep={keep}
        />
      )}
      <ClassifierForm initial={initial} seen={seen} onDone={onDone} />
    </>
  );
}
